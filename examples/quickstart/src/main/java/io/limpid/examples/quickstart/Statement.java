package io.limpid.examples.quickstart;

import java.time.YearMonth;
import java.util.List;

/** One month's deposits, in order. */
public record Statement(YearMonth month, List<Long> deposits) {}
