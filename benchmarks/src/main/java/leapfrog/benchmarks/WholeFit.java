package leapfrog.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import leapfrog.engine.EngineOptions;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.warmup.WarmupLength;

/**
 * Times whole fits of the radon hierarchy in one warm process, warm-up included, over ten seeds, and prints a Markdown table. Run it
 * from the repository's top folder.
 */
public final class WholeFit {
    /** Smallest bulk effective sample size a second and core of rstan with Stan 2.21, compiled with -O3, on the same model and data. */
    private static final double STAN = 96;

    private static final int SEEDS = 10;
    private static final int WARMING_SECONDS = 5;
    private static final int WARMING_SECONDS_AT_MOST = 20;

    private WholeFit() {}

    /**
     * Runs with options {@code --backend simd --device "" --threads 1 --chains 4 --warmup 1000 --draws 1000 --rows --marginalize}: the device is
     * OpenCL's; all rows instead of the cells they reduce to; effects integrated out; {@code --warmup auto} is until pooled adaptation has
     * settled.
     */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        String backend = text(given, "--backend", "simd");
        String device = backend.startsWith("opencl") ? text(given, "--device", "") : "";
        int threads = number(given, "--threads", 1);
        int chains = number(given, "--chains", 4);
        WarmupLength warmup = length(text(given, "--warmup", "1000"));
        int draws = number(given, "--draws", 1000);
        boolean reduce = !given.contains("--rows");
        boolean marginalize = given.contains("--marginalize");
        try (SessionFit radon =
                SessionFit.radon(backend, new EngineOptions(chains, threads, device), reduce, marginalize)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s (%s), %d chains × (%s + %d), %d thread%s, %s%s%n%n",
                    backend,
                    radon.session().device(),
                    chains,
                    warmup.text(),
                    draws,
                    threads,
                    threads == 1 ? "" : "s",
                    reduce ? "cells" : "rows",
                    marginalize ? ", effects integrated out" : "");
            warm(radon, settings(0, chains, warmup, draws));
            List<Trial> trials = new ArrayList<>();
            for (int seed = 1; seed <= SEEDS; seed++) {
                trials.add(Trial.time(radon, settings(seed, chains, warmup, draws), threads));
            }
            print(trials);
            if (threads == 1) {
                Fit fit = radon.run(settings(0, chains, warmup, draws));
                System.out.printf(
                        Locale.ROOT,
                        "%nallocated in the sampling loop: %.4f bytes a leapfrog%n",
                        Allocation.bytesPerLeapfrog(radon.session(), fit.end(), 20_000 / chains));
            }
        }
    }

    private static WarmupLength length(String text) {
        return text.equals("auto") ? new WarmupLength.Auto() : new WarmupLength.Fixed(Integer.parseInt(text));
    }

    private static FitSettings settings(long seed, int chains, WarmupLength warmup, int draws) {
        FitSettings settings =
                FitSettings.defaults(seed).withChains(chains).with(warmup).withDraws(draws);
        return warmup instanceof WarmupLength.Auto ? settings.with(FitSettings.Adaptation.POOLED) : settings;
    }

    /** Repeats one fit until three in turn take the same time within 5 %, which is when compilation has ended. */
    private static void warm(SessionFit radon, FitSettings settings) {
        long start = System.nanoTime();
        double[] last = new double[3];
        for (int fits = 0; ; fits++) {
            last[fits % last.length] = Trial.time(radon, settings, 1).seconds();
            double passed = (System.nanoTime() - start) * 1e-9;
            double longest = Arrays.stream(last).max().orElseThrow();
            double shortest = Arrays.stream(last).min().orElseThrow();
            boolean settled = fits >= last.length && longest < 1.05 * shortest;
            if ((settled && passed > WARMING_SECONDS) || passed > WARMING_SECONDS_AT_MOST) {
                return;
            }
        }
    }

    private static void print(List<Trial> trials) {
        System.out.println(
                "| seed | seconds | CPU s | leapfrogs | ns a leapfrog and chain | smallest bulk ESS | ESS/s |"
                        + " ESS/s/core | × rstan |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (Trial trial : trials) {
            line(Long.toString(trial.seed()), List.of(trial));
        }
        line("median", trials);
    }

    private static void line(String name, List<Trial> trials) {
        double perCore = Trial.median(trials, Trial::bulkPerSecondAndCore);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.4f | %.4f | %.0f | %.0f | %.0f | %.0f | %.0f | %.1f |%n",
                name,
                Trial.median(trials, Trial::seconds),
                Trial.median(trials, Trial::processorSeconds),
                Trial.median(trials, Trial::leapfrogs),
                Trial.median(trials, Trial::nanosPerLeapfrog),
                Trial.median(trials, Trial::bulk),
                Trial.median(trials, Trial::bulkPerSecond),
                perCore,
                perCore / STAN);
    }

    private static String text(List<String> given, String option, String otherwise) {
        int at = given.indexOf(option);
        return at < 0 ? otherwise : given.get(at + 1);
    }

    private static int number(List<String> given, String option, int otherwise) {
        return Integer.parseInt(text(given, option, Integer.toString(otherwise)));
    }
}
