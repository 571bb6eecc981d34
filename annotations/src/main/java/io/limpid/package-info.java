/** What a user of Limpid writes on an interface or a movable class, and the failures that a call can end with. */
package io.limpid;
