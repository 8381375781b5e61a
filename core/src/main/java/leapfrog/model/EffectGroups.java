package leapfrog.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups the effects of a model by factor, the factor with most of them first: that one's levels are eliminated one by one, the effects of
 * further factors are columns.
 */
record EffectGroups(List<Group> groups) {
    /**
     * The effects of one factor.
     *
     * @param effects their places in the layout
     */
    record Group(int factor, int[] effects, int levels) {
        /** Coefficients of all levels. */
        int count() {
            return effects.length * levels;
        }

        /**
         * Scalars that are their standard deviations.
         *
         * @param place what each scalar of the layout is among those that are sampled
         */
        int[] sd(Layout layout, int[] place) {
            return IntStream.of(effects).map(effect -> place[layout.sd(effect)]).toArray();
        }

        /** The correlated ones among them. */
        List<Marginal.Block> blocks(Layout layout, int[] place) {
            List<Marginal.Block> blocks = new ArrayList<>();
            for (Layout.Block block : layout.blocks()) {
                if (layout.effects().get(block.first()).factor() == factor) {
                    int first = place(block.first());
                    blocks.add(new Marginal.Block(first, block.size(), place[block.firstPartial()]));
                }
            }
            return blocks;
        }

        private int place(int effect) {
            return (int) IntStream.of(effects).takeWhile(e -> e < effect).count();
        }

        /** Coordinates of a level's effects side by side, level by level. */
        IntStream coordinates(Layout layout) {
            return IntStream.range(0, levels)
                    .flatMap(j -> IntStream.of(effects)
                            .map(effect -> layout.effects().get(effect).firstCoordinate() + j));
        }
    }

    static EffectGroups of(Layout layout) {
        List<Layout.Effect> effects = layout.effects();
        List<Group> groups = new ArrayList<>();
        effects.stream().mapToInt(Layout.Effect::factor).distinct().forEach(factor -> {
            int[] own = IntStream.range(0, effects.size())
                    .filter(e -> effects.get(e).factor() == factor)
                    .toArray();
            groups.add(new Group(factor, own, effects.get(own[0]).levels()));
        });
        groups.sort(Comparator.comparingInt(Group::count).reversed());
        return new EffectGroups(List.copyOf(groups));
    }

    /** The group that is eliminated level by level, without effects an empty one. */
    Group own() {
        return groups.isEmpty() ? new Group(-1, new int[0], 0) : groups.getFirst();
    }

    /** The others. */
    List<Group> further() {
        return groups.isEmpty() ? List.of() : groups.subList(1, groups.size());
    }

    /** Coordinates of all effects, group by group. */
    int[] coordinates(Layout layout) {
        return groups.stream().flatMapToInt(group -> group.coordinates(layout)).toArray();
    }
}
