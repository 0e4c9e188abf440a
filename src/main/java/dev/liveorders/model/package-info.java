/** The nouns of the product as immutable values: no Vert.x, nothing else of ours. */
package dev.liveorders.model;
