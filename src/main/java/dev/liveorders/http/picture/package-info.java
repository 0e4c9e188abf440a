/** Small pictures of what sells, as SVG text: for mails, marketplaces and pages without scripts. They keep no state. */
package dev.liveorders.http.picture;
