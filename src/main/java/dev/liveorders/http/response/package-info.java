/** Answers that are successes: a JSON body with the headers that every answer has. */
package dev.liveorders.http.response;
