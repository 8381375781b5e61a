package leapfrog.opencl;

import leapfrog.engine.Problem;

/** What a session's evaluators share: the device, its program, the uploaded data and the sizes of tiles. */
record OpenedProblem(
        OpenClDevice device,
        Programs.Compiled compiled,
        Problem problem,
        TaskTables tables,
        DeviceData data,
        MemoryPlan plan) {}
