/** Writes a report of fits as one page of HTML that needs nothing else, and single figures as SVG. Must not know the command. */
package leapfrog.report;
