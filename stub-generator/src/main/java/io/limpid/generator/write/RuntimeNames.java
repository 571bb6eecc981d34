package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;

/** The runtime's types that generated code names. */
final class RuntimeNames {
    private static final String RUNTIME = "io.limpid.runtime";

    static final ClassName INTERFACE_ID = ClassName.get(RUNTIME + ".identity", "InterfaceId");
    static final ClassName ARGUMENTS = ClassName.get(RUNTIME + ".invocation", "Arguments");
    static final ClassName EFFECT = ClassName.get(RUNTIME + ".invocation", "Effect");
    static final ClassName METHOD_DESCRIPTOR = ClassName.get(RUNTIME + ".invocation", "MethodDescriptor");
    static final ClassName OPEN_TYPES = ClassName.get(RUNTIME + ".stub", "OpenTypes");
    static final ClassName REMOTE_TYPE = ClassName.get(RUNTIME + ".stub", "RemoteType");
    static final ClassName REPLICATION = ClassName.get(RUNTIME + ".invocation", "Replication");
    static final ClassName RESOURCE_BINDING = ClassName.get("io.limpid", "ResourceBinding");
    static final ClassName RESOURCES = ClassName.get(RUNTIME + ".stub", "Resources");
    static final ClassName SKELETON = ClassName.get(RUNTIME + ".stub", "Skeleton");
    static final ClassName STATE_FIELD = ClassName.get(RUNTIME + ".stub", "StateField");
    static final ClassName STATE_PART = ClassName.get(RUNTIME + ".stub", "StatePart");
    static final ClassName STATE_TYPE = ClassName.get(RUNTIME + ".stub", "StateType");
    static final ClassName STUB = ClassName.get(RUNTIME + ".stub", "Stub");
    static final ClassName STUB_INVOKER = ClassName.get(RUNTIME + ".stub", "StubInvoker");
    static final ClassName COMBINE = ClassName.get("io.limpid", "Combine");
    static final ClassName SELECT = ClassName.get("io.limpid", "Select");
    static final ClassName STRATEGY = ClassName.get("io.limpid", "Strategy");
    static final ClassName CODEC = ClassName.get(RUNTIME + ".wire", "Codec");
    static final ClassName CODECS = ClassName.get(RUNTIME + ".wire", "Codecs");
    static final ClassName OBJECT_CODEC = ClassName.get(RUNTIME + ".wire", "ObjectCodec");
    static final ClassName OBJECT_FIELD = ClassName.get(RUNTIME + ".wire", "ObjectField");
    static final ClassName OBJECT_FIELDS = ClassName.get(RUNTIME + ".wire", "ObjectFields");
    static final ClassName PAYLOAD_READER = ClassName.get(RUNTIME + ".wire", "PayloadReader");
    static final ClassName PAYLOAD_WRITER = ClassName.get(RUNTIME + ".wire", "PayloadWriter");
    static final ClassName RECORD_CODEC = ClassName.get(RUNTIME + ".wire", "RecordCodec");
    static final ClassName THROWABLE_CODEC = ClassName.get(RUNTIME + ".wire", "ThrowableCodec");
    static final ClassName THROWN_TYPES = ClassName.get(RUNTIME + ".wire", "ThrownTypes");
    static final ClassName WIRE_TYPE = ClassName.get(RUNTIME + ".wire", "WireType");

    private RuntimeNames() {}
}
