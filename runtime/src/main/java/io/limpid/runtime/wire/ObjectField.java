package io.limpid.runtime.wire;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * One field of a plain class or an exception, final ones included; a constant of generated code, made by {@link ObjectFields#field}. A
 * record, because the compiler trusts only a record's fields to be constant, and then reads the field as the class itself would.
 *
 * @param getter from the object, as {@code Object}, to the value, a reference as {@code Object}
 * @param setter from both to nothing
 */
public record ObjectField(MethodHandle getter, MethodHandle setter) {
    /** Gets a {@code boolean}. */
    public boolean getBoolean(Object object) {
        try {
            return (boolean) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets a {@code boolean}. */
    public void setBoolean(Object object, boolean value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Gets a {@code byte}. */
    public byte getByte(Object object) {
        try {
            return (byte) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets a {@code byte}. */
    public void setByte(Object object, byte value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Gets a {@code short}. */
    public short getShort(Object object) {
        try {
            return (short) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets a {@code short}. */
    public void setShort(Object object, short value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Gets a {@code char}. */
    public char getChar(Object object) {
        try {
            return (char) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets a {@code char}. */
    public void setChar(Object object, char value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Gets an {@code int}. */
    public int getInt(Object object) {
        try {
            return (int) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets an {@code int}. */
    public void setInt(Object object, int value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Gets a {@code long}. */
    public long getLong(Object object) {
        try {
            return (long) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets a {@code long}. */
    public void setLong(Object object, long value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Gets a {@code float}. */
    public float getFloat(Object object) {
        try {
            return (float) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets a {@code float}. */
    public void setFloat(Object object, float value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Gets a {@code double}. */
    public double getDouble(Object object) {
        try {
            return (double) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets a {@code double}. */
    public void setDouble(Object object, double value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Gets a reference; its type is the field's, which generated code knows. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <V> @Nullable V get(Object object) {
        try {
            return (V) (Object) getter.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets a reference. */
    public void set(Object object, @Nullable Object value) {
        try {
            setter.invokeExact(object, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static PayloadException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new PayloadException("a field cannot be reached", e);
    }
}
