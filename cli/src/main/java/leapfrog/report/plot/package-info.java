/** Draws plots as SVG. Knows marks, axes and colours; must not know what is drawn: no fit, no model, no page. */
package leapfrog.report.plot;
