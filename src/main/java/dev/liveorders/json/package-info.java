/** Reading and writing the JSON that people and scripts send: a strict reader, and one class for each message. */
package dev.liveorders.json;
