/** The page and the client modules, served from memory. */
package dev.liveorders.http.files;
