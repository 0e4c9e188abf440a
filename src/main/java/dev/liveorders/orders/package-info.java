/** The writing side of a node: orders are batched into commits, and commits are followed in order. */
package dev.liveorders.orders;
