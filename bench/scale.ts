// How much data each part of the benchmark works on and for how long it measures. `SMOKE` runs every part for a moment:
// it shows that the benchmark works, and its figures mean nothing.

export interface Scale {
  readonly seed: { readonly users: number; readonly workspaces: number }
  readonly list: { readonly warmUpMs: number; readonly rounds: number; readonly roundMs: number }
  readonly deletion: { readonly resources: number; readonly idleMs: number }
  readonly start: { readonly starts: number; readonly idleMs: number }
  readonly growth: {
    /** Sizes of the databases, the smallest first. */
    readonly memberships: readonly number[]
    readonly warmUpMs: number
    readonly rounds: number
    readonly roundMs: number
    readonly replicasMs: number
  }
  readonly worst: {
    readonly memberships: number
    /** Resources of the workspace that is read. */
    readonly resources: number
    /** Members of the workspace whose members are searched. */
    readonly searched: number
    readonly rounds: number
    readonly loadMs: number
  }
  readonly streams: {
    readonly streams: number
    readonly idleMs: number
    readonly warmUpMs: number
    readonly measureMs: number
  }
  readonly memory: { readonly requests: number }
  readonly appends: { readonly rounds: number; readonly roundMs: number }
}

export const FULL: Scale = {
  seed: { users: 20_000, workspaces: 2000 },
  list: { warmUpMs: 4000, rounds: 7, roundMs: 2500 },
  deletion: { resources: 100_000, idleMs: 8000 },
  start: { starts: 5, idleMs: 3000 },
  growth: {
    memberships: [1000, 10_000, 100_000, 1_000_000],
    warmUpMs: 1000,
    rounds: 5,
    roundMs: 700,
    replicasMs: 4000,
  },
  worst: { memberships: 1_000_000, resources: 1_000_000, searched: 10_000, rounds: 5, loadMs: 8000 },
  streams: { streams: 1000, idleMs: 5000, warmUpMs: 5000, measureMs: 20_000 },
  memory: { requests: 1_000_000 },
  appends: { rounds: 3, roundMs: 4000 },
}

export const SMOKE: Scale = {
  seed: { users: 1000, workspaces: 100 },
  list: { warmUpMs: 200, rounds: 2, roundMs: 200 },
  deletion: { resources: 1000, idleMs: 400 },
  start: { starts: 1, idleMs: 100 },
  growth: { memberships: [1000, 2000], warmUpMs: 100, rounds: 1, roundMs: 200, replicasMs: 300 },
  worst: { memberships: 2000, resources: 2000, searched: 200, rounds: 1, loadMs: 300 },
  streams: { streams: 20, idleMs: 200, warmUpMs: 200, measureMs: 500 },
  memory: { requests: 1000 },
  appends: { rounds: 1, roundMs: 200 },
}
