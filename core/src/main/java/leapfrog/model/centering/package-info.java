/**
 * Estimates roughly, before anything is sampled, how much the data say of each group, which is what the choice between the centered and the
 * noncentered form rests on. Knows no priors, no names and no layout.
 */
@NullMarked
package leapfrog.model.centering;

import org.jspecify.annotations.NullMarked;
