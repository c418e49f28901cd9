// How much data each part of the benchmark works on and for how long it measures. `SMOKE` runs every part for a moment:
// it shows that the benchmark works, and its figures mean nothing.

export interface Scale {
  readonly seed: { readonly users: number; readonly workspaces: number }
  readonly list: { readonly warmUpMs: number; readonly rounds: number; readonly roundMs: number }
  readonly deletion: {
    /** Resources of the workspaces whose deletion is acknowledged; the largest is then deleted. */
    readonly sizes: readonly number[]
    /** How often the deletion of each is acknowledged. */
    readonly rounds: number
    /** Resources of the workspace that is deleted beside a load. */
    readonly beside: number
    readonly idleMs: number
  }
  readonly start: { readonly starts: number; readonly idleMs: number }
  readonly console: { readonly rounds: number }
  readonly growth: {
    /** Sizes of the databases, the smallest first. */
    readonly memberships: readonly number[]
    readonly warmUpMs: number
    readonly rounds: number
    readonly roundMs: number
    readonly replicasMs: number
  }
  readonly memberships: {
    readonly workspaces: number
    /** For each number, there is a caller with so many memberships; the smallest is first. */
    readonly memberships: readonly number[]
    readonly rounds: number
    readonly roundMs: number
  }
  /** `times`: a query is compiled the tenth time. */
  readonly documents: { readonly memberships: number; readonly warmUp: number; readonly times: number }
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
  readonly peers: {
    readonly seed: Scale['seed']
    /** Members of the large workspace. */
    readonly members: number
    readonly warmUpRequests: number
    /** A warm-up takes no longer than this. */
    readonly warmUpMs: number
    readonly rounds: number
    readonly roundMs: number
  }
  readonly memory: { readonly requests: number }
  readonly keys: {
    readonly seed: Scale['seed']
    readonly keys: number
    readonly warmUpMs: number
    readonly rounds: number
    readonly roundMs: number
  }
  readonly writes: {
    readonly seed: Scale['seed']
    /** Rounds before those that are measured: V8 compiles what a small write runs within some thousand requests. */
    readonly warmUpRounds: number
    readonly rounds: number
    /** Requests of a round. */
    readonly workspaces: number
    readonly registrations: number
  }
  readonly appends: { readonly rounds: number; readonly roundMs: number }
}

export const FULL: Scale = {
  seed: { users: 20_000, workspaces: 2000 },
  list: { warmUpMs: 4000, rounds: 7, roundMs: 2500 },
  deletion: { sizes: [10, 100, 1000, 10_000, 100_000, 1_000_000], rounds: 20, beside: 300_000, idleMs: 8000 },
  start: { starts: 9, idleMs: 3000 },
  console: { rounds: 9 },
  growth: {
    memberships: [1000, 10_000, 100_000, 1_000_000],
    warmUpMs: 3000,
    rounds: 5,
    roundMs: 1000,
    replicasMs: 4000,
  },
  memberships: { workspaces: 200_000, memberships: [50, 1000, 10_000, 100_000], rounds: 3, roundMs: 300 },
  documents: { memberships: 100_000, warmUp: 100, times: 15 },
  worst: { memberships: 1_000_000, resources: 1_000_000, searched: 10_000, rounds: 5, loadMs: 8000 },
  streams: { streams: 1000, idleMs: 5000, warmUpMs: 5000, measureMs: 20_000 },
  peers: {
    seed: { users: 20_000, workspaces: 2000 },
    members: 100_000,
    warmUpRequests: 3000,
    warmUpMs: 8000,
    rounds: 7,
    roundMs: 1000,
  },
  memory: { requests: 1_000_000 },
  keys: { seed: { users: 20_000, workspaces: 100 }, keys: 100_000, warmUpMs: 3000, rounds: 7, roundMs: 2000 },
  writes: { seed: { users: 1000, workspaces: 100 }, warmUpRounds: 8, rounds: 7, workspaces: 1000, registrations: 40 },
  appends: { rounds: 3, roundMs: 4000 },
}

export const SMOKE: Scale = {
  seed: { users: 1000, workspaces: 100 },
  list: { warmUpMs: 200, rounds: 2, roundMs: 200 },
  deletion: { sizes: [10, 1000], rounds: 2, beside: 1000, idleMs: 400 },
  start: { starts: 1, idleMs: 100 },
  console: { rounds: 1 },
  growth: { memberships: [1000, 2000], warmUpMs: 100, rounds: 1, roundMs: 200, replicasMs: 300 },
  memberships: { workspaces: 2000, memberships: [50, 1500], rounds: 1, roundMs: 50 },
  documents: { memberships: 2000, warmUp: 1, times: 2 },
  worst: { memberships: 2000, resources: 2000, searched: 200, rounds: 1, loadMs: 300 },
  streams: { streams: 20, idleMs: 200, warmUpMs: 200, measureMs: 500 },
  peers: {
    seed: { users: 1000, workspaces: 100 },
    members: 1000,
    warmUpRequests: 20,
    warmUpMs: 200,
    rounds: 1,
    roundMs: 150,
  },
  memory: { requests: 1000 },
  keys: { seed: { users: 1000, workspaces: 100 }, keys: 1000, warmUpMs: 100, rounds: 1, roundMs: 200 },
  writes: { seed: { users: 1000, workspaces: 100 }, warmUpRounds: 1, rounds: 1, workspaces: 20, registrations: 2 },
  appends: { rounds: 1, roundMs: 200 },
}
