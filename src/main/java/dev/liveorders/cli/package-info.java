/** What is run beside a server, from the same jar: it speaks to it over the wire only, and never sees its insides. */
package dev.liveorders.cli;
