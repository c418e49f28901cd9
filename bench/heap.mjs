// How a process uses its heap: how much it allocates, and how much of that survives a scavenge. Neither depends on how
// busy the machine is.
import { GCProfiler, getHeapSpaceStatistics } from 'node:v8'

const YOUNG = ['new_space', 'new_large_object_space']
const OLD = ['old_space', 'large_object_space']

let profiler = new GCProfiler()
let atStart = []

/** Starts to record the use of the heap. */
export function startHeap() {
  profiler = new GCProfiler()
  profiler.start()
  atStart = spaces(getHeapSpaceStatistics(), 'space_name', 'space_used_size')
}

/** How much was allocated since `startHeap`, and how much of it survived scavenges. */
export function stopHeap() {
  const atStop = spaces(getHeapSpaceStatistics(), 'space_name', 'space_used_size')
  let before = atStart
  const sum = { allocated: 0, survived: 0, scavenges: 0 }
  for (const { gcType, beforeGC, afterGC } of profiler.stop().statistics) {
    const [reached, left] = [beforeGC, afterGC].map((each) =>
      spaces(each.heapSpaceStatistics, 'spaceName', 'spaceUsedSize'),
    )
    sum.allocated += used(reached, YOUNG) - used(before, YOUNG)
    if (gcType === 'Scavenge') {
      sum.scavenges++
      sum.survived += used(left, YOUNG) + used(left, OLD) - used(reached, OLD)
    }
    before = left
  }
  sum.allocated += used(atStop, YOUNG) - used(before, YOUNG)
  return sum
}

const spaces = (statistics, name, size) => statistics.map((space) => ({ name: space[name], used: space[size] }))

const used = (all, names) => all.reduce((sum, space) => (names.includes(space.name) ? sum + space.used : sum), 0)
