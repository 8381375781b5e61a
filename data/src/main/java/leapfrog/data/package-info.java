/** Moves tables in and draws out; knows file formats, must not know how draws are made or shown. */
package leapfrog.data;
