/** Judges what clients saw of a run: the history, and whether any order of its operations explains it. */
package io.limpid.runtime.check;
