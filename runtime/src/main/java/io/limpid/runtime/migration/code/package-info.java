/** Code that goes along with an object: signed jars, offered by one host and taken by another that trusts the signer. */
@NullMarked
package io.limpid.runtime.migration.code;

import org.jspecify.annotations.NullMarked;
