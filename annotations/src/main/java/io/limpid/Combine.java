package io.limpid;

/** How the answers of several replicas become one. Answers are equal if {@link Object#equals} says so; arrays by their content. */
public enum Combine {
    /** There is nothing to combine. */
    NONE,

    /** The answer that comes first, once there are as many as are needed. */
    FIRST,

    /** The one that all have given; {@link ReplicasDisagreeException} if one differs. */
    EQUAL,

    /**
     * The one that as many have given as are needed: replicas that answer otherwise, or with an exception, are outvoted and reported; {@link
     * ReplicasDisagreeException} if no answer has enough. With {@link Strategy#ALL}, more than half of the group are needed.
     */
    VOTE,

    /** The union of sets; of lists and collections what is in any, once; of maps the entries of all, the first of each key. */
    UNION,

    /** The sum of numbers. */
    SUM,

    /** The smallest. */
    MIN,

    /** The greatest. */
    MAX
}
