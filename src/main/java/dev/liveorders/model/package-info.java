/** The words of the system as immutable values: no Vert.x, nothing else of ours. */
package dev.liveorders.model;
