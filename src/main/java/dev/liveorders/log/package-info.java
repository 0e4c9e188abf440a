/**
 * The log of this process: lines to standard error by Log4j 2, for people or as JSON. It is set up by code alone,
 * first for whatever is said before the configuration is read, then as that says. Lines come from any thread, and are
 * written on it.
 */
package dev.liveorders.log;
