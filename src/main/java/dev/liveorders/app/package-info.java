/** The command line and the putting together of the whole. */
package dev.liveorders.app;
