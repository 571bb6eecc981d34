package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how calls meet a group of replicas. On an interface it speaks for every method without its own. It says nothing about objects that one
 * host has alone: there is one to call. What cannot be done safely or has no meaning is refused by the generator.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Replicated {
    /** What is done with the replicas. */
    Strategy value() default Strategy.FAILOVER;

    /**
     * Of {@link Strategy#FORKING} how many are called, at least 2 and that unless said; of {@link Strategy#QUORUM} how many must answer, at
     * least 1.
     */
    int replicas() default 0;

    /** Of {@link Strategy#ALL} which share of the replicas may fail: 0, unless said, to less than 1; rounded down to whole replicas. */
    double failures() default 0;

    /**
     * Of {@link Strategy#LOG}, on methods that are {@link ReadOnly}: any replica may answer, from what it has, if it has all that was answered more
     * than so many milliseconds before the call began. 0, unless said: the answer has all that was answered before the call began.
     */
    int staleMillis() default 0;

    /** How answers become one, where several are asked for: needed unless the method is {@code void} or {@link #combiner()} is said. */
    Combine combine() default Combine.NONE;

    /** The user's own way to make one answer of several, instead of {@link #combine()}. */
    @SuppressWarnings("rawtypes") // a class literal has no arguments; the generator checks what it combines
    Class<? extends Combiner> combiner() default Combiner.class;

    /** Which replicas are called first, where not all are. */
    Select select() default Select.LOAD;

    /** Of {@link Select#STICKY} the name of the parameter that is the key: a {@code String}, {@code UUID}, {@code int} or {@code long}. */
    String key() default "";
}
