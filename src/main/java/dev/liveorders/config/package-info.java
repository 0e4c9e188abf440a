/** The typed configuration and its reader: defaults, then the file, then the environment. */
package dev.liveorders.config;
