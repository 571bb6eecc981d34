package io.limpid.generator.check;

/** Every kind of mistake that the generator reports. The code's name stands in brackets before the message. */
public enum ErrorCode {
    /** {@code @Remote} or {@code @RemoteOf} names something that is not an interface. */
    NotAnInterface,
    /** A remote interface is sealed, so that no stub can implement it. */
    SealedInterface,
    /** A remote interface cannot be seen from the package that its stub goes to. */
    InaccessibleInterface,
    /** A remote interface, what makes one remote, or a movable class is in the unnamed package. */
    UnnamedPackage,
    /** An interface is made remote twice. */
    RemoteTwice,
    /** Two remote interfaces have one wire name. */
    InterfaceNameTaken,
    /** A class that would be generated exists already. */
    GeneratedNameTaken,
    /** A wire name is blank or holds a character that a contract file cannot. */
    BadWireName,
    /** A Limpid annotation stands where it says nothing: on a method that is not called remotely, a field of what does not move. */
    MisplacedAnnotation,
    /** {@code @NonBlocking} stands on a method of an object that is replicated by {@code LOG}, or only one of two inherited declarations has it. */
    BadNonBlocking,
    /** A method is both {@code @ReadOnly} and {@code @Idempotent}, or is inherited twice with different promises. */
    ConflictingEffects,
    /** A method is inherited twice with different timeouts. */
    ConflictingTimeouts,
    /** A timeout is shorter than any call takes: less than a millisecond. */
    BadTimeout,
    /** A strategy may run a call at several replicas, and its method must run once. */
    UnsafeReplication,
    /** Several replicas answer, and nothing says how their answers become one. */
    MissingCombiner,
    /** A combiner cannot make one answer of the method's, or there is nothing to combine. */
    WrongCombiner,
    /** A number or a key of {@code @Replicated} does not go with its strategy or its method, or the strategy is not to be had. */
    BadReplication,
    /** A method is inherited twice, to be replicated differently. */
    ConflictingReplication,
    /** A method has the name and parameters of one that every stub has. */
    ReservedMethod,
    /** Two methods of an interface have one number on the wire. */
    MethodIdTaken,
    /** Two types, two movable classes, or two constants of an enum, have one name or number on the wire. */
    WireNameTaken,
    /** A stream, reader, writer or channel is passed. */
    StreamType,
    /** An iterator, a {@code Stream}, an {@code Iterable} or the like is passed. */
    LazySequence,
    /** A function, or another interface with a single method, is passed. */
    FunctionType,
    /** Something that belongs to its process or machine is passed: a thread, a class, a lock, a socket, a file. */
    ProcessBoundType,
    /** A method returns a {@code Future} that can only be waited for. */
    BlockingFuture,
    /** A stage or future is a parameter or part of a value. */
    AsyncInside,
    /** A type says too little of what travels: {@code Object}, {@code Number}, {@code Serializable}. */
    VagueType,
    /** A generic type has no arguments. */
    RawType,
    /** An interface is passed that is neither remote nor sealed. */
    NotRemoteInterface,
    /** A class is passed that implements a remote interface, instead of the interface. */
    RemoteImplementation,
    /** An abstract class is passed that is not sealed. */
    AbstractClass,
    /** An inner class is passed, which cannot be made without its outer object. */
    InnerClass,
    /** A type is passed that generated code cannot see. */
    InaccessibleType,
    /** A sealed class is not abstract. */
    ConcreteSealedClass,
    /** A sealed hierarchy has a {@code non-sealed} subtype. */
    OpenSubtype,
    /** A plain or movable class has no constructor without parameters. */
    NoDefaultConstructor,
    /** A plain class has a final field, which cannot be set when the object is read. */
    FinalField,
    /** A plain or movable class extends one whose state cannot be reached. */
    ForeignSuperclass,
    /** A type of the platform is passed that Limpid does not carry. */
    UnsupportedType,
    /** An exception is passed as a value. */
    ThrowableValue,
    /** A generic type contains itself with ever new arguments. */
    EndlessType,
    /** A type variable stands where only certain types may, and nothing says which. */
    OpenTypeVariable,
    /** A method declares a type variable as its exception. */
    ThrowsVariable,
    /** A declared exception cannot be made again where it arrives. */
    UnrestorableException,
    /** {@code @Remote(types)} names something that cannot be a value. */
    BadCarriedType,
    /** {@code @Movable} stands on something other than a concrete class. */
    NotMovable,
    /** A class is both {@code @Movable} and {@code @Fastened}, or below one that is. */
    ConflictingMobility,
    /** A class implements {@code MovableState} and is not marked {@code @Movable}. */
    UnmarkedMovable,
    /** A {@code @Movable} class is passed as a value or is part of one. */
    MovableValue,
    /** A field is transient, and {@code @Bind} says how it moves. */
    BoundTransient,
    /** A field of a remote interface is bound by value. */
    ValueBinding,
    /** A field that is of no remote interface is bound by identifier. */
    IdentifierBinding,
    /** A field is bound by a type of which a host cannot have just one: a primitive, an array, a value, a generic type. */
    TypeBinding,
    /** An interface or a movable class no longer keeps its checked-in contract. */
    ContractBroken,
    /** A method promises more or less than its checked-in contract says. */
    EffectChanged,
    /** A contract file cannot be read or written. */
    ContractFile,
    /** The generator itself failed. */
    GeneratorFailure
}
