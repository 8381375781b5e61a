/** Makes figures of fits: what is drawn, what to look for in it, and who cannot see it hears. Knows no page and no file. */
package leapfrog.report.figure;
