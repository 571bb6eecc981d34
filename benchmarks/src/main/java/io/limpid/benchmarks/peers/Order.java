package io.limpid.benchmarks.peers;

import java.io.Serializable;
import java.util.List;

/** What a business call carries: ten fields, one of them a list. */
public record Order(
        long id,
        String customer,
        String street,
        String city,
        int status,
        long placed,
        double discount,
        boolean gift,
        long totalCents,
        List<Line> lines)
        implements Serializable {

    /** The order that is sent throughout. */
    public static Order example() {
        return new Order(
                4_711_000_815L,
                "Ada Lovelace",
                "12 St James's Square",
                "London",
                2,
                1_762_000_000_000L,
                0.05,
                true,
                12_345,
                List.of(
                        new Line("difference engine, brass", 1, 9_900),
                        new Line("punched cards, 500", 3, 300),
                        new Line("oil", 2, 120),
                        new Line("gear wheel, 10 teeth", 12, 85),
                        new Line("instructions", 1, 285)));
    }
}
