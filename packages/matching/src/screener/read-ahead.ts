/**
 * What was read from memory ahead of its use. An index of a million names is far larger than a processor's caches: reads that stand in one loop, none of which tells where the
 * next has to look, are waited for together, and what is asked afterwards is there. The sum says nothing; it is kept so that no compiler leaves the reading out.
 */
export const ahead = { sum: 0 }
