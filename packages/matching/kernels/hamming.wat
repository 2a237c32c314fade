;; Exact Hamming range search: the plain scan, the search by multi-index hashing, and the functions that build, move and check its tables.
;; All data lie in one memory, shared between threads; src/hamming/layout.ts lays it out. A hash is 16 or 32 bytes (`shift` 4 or 5) at an
;; address that is a multiple of 16. A block descriptor is a sequence of 32-bit words: at byte 0 rows, 4 hashes, 8 ids, 12 dead, 16 slots;
;; from byte 32 on four words per slot: first bit, width, address of the starts, address of the postings.
(module
  (memory (import "env" "memory") 1 65536 shared)

  ;; The `width` bits of a hash from bit `first` on. Reads up to 7 bytes behind the hash.
  (func $key (param $hash i32) (param $first i32) (param $width i32) (result i32)
    (i32.and
      (i32.wrap_i64 (i64.shr_u
        (i64.load align=1 (i32.add (local.get $hash) (i32.shr_u (local.get $first) (i32.const 3))))
        (i64.extend_i32_u (i32.and (local.get $first) (i32.const 7)))))
      (i32.sub (i32.shl (i32.const 1) (local.get $width)) (i32.const 1))))

  ;; Returns 1 if the bit of the row is set.
  (func $isDead (param $dead i32) (param $row i32) (result i32)
    (i32.and (i32.const 1) (i32.shr_u
      (i32.load (i32.add (local.get $dead) (i32.shl (i32.shr_u (local.get $row) (i32.const 5)) (i32.const 2))))
      (i32.and (local.get $row) (i32.const 31)))))

  ;; Drops removed rows from `found` results; returns the number left. A removal sets the bit, then wipes the hash; the fence keeps this
  ;; function from reading the bits before the hashes were read. Called once per search: it costs as much as comparing a hundred rows.
  (func $dropDead (param $block i32) (param $out i32) (param $found i32) (result i32)
    (local $from i32) (local $end i32) (local $to i32) (local $dead i32)
    (atomic.fence)
    (local.set $dead (i32.load offset=12 (local.get $block)))
    (local.set $from (local.get $out))
    (local.set $to (local.get $out))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $found) (i32.const 3))))
    (block $done
      (loop $results
        (br_if $done (i32.eq (local.get $from) (local.get $end)))
        (i64.store (local.get $to) (i64.load (local.get $from)))
        (local.set $to (i32.add (local.get $to) (i32.shl
          (i32.eqz (call $isDead (local.get $dead) (i32.load (local.get $from)))) (i32.const 3))))
        (local.set $from (i32.add (local.get $from) (i32.const 8)))
        (br $results)))
    (i32.shr_u (i32.sub (local.get $to) (local.get $out)) (i32.const 3)))

  ;; Writes (row, distance) of the hash at `at` to `result` if it is within the radius; returns the address of the next result.
  (func $take (param $query i32) (param $radius i32) (param $shift i32) (param $hashes i32) (param $at i32) (param $result i32)
    (result i32)
    (local $distance i32)
    (local.set $distance (i32.wrap_i64 (i64.add
      (i64.popcnt (i64.xor (i64.load (local.get $query)) (i64.load (local.get $at))))
      (i64.popcnt (i64.xor (i64.load offset=8 (local.get $query)) (i64.load offset=8 (local.get $at)))))))
    (if (i32.eq (local.get $shift) (i32.const 5)) (then
      (local.set $distance (i32.add (local.get $distance) (i32.wrap_i64 (i64.add
        (i64.popcnt (i64.xor (i64.load offset=16 (local.get $query)) (i64.load offset=16 (local.get $at))))
        (i64.popcnt (i64.xor (i64.load offset=24 (local.get $query)) (i64.load offset=24 (local.get $at))))))))))
    (if (i32.gt_u (local.get $distance) (local.get $radius)) (then (return (local.get $result))))
    (i32.store (local.get $result) (i32.shr_u (i32.sub (local.get $at) (local.get $hashes)) (local.get $shift)))
    (i32.store offset=4 (local.get $result) (local.get $distance))
    (i32.add (local.get $result) (i32.const 8)))

  ;; Scans rows from..to-1: writes (row, distance) of every live row within the radius from `out` on. Stops when fewer than four more
  ;; results fit into `capacity`. Stores the next row to scan at `next`; returns the number of live results. Compares four rows per
  ;; iteration; skips a row after its first half if that half alone is too far.
  (func (export "scan") (param $block i32) (param $query i32) (param $radius i32) (param $shift i32) (param $from i32) (param $to i32)
    (param $out i32) (param $capacity i32) (param $next i32) (result i32)
    (local $a i64) (local $b i64) (local $at i32) (local $at1 i32) (local $at2 i32) (local $at3 i32) (local $end i32) (local $fours i32)
    (local $hashes i32) (local $stride i32) (local $result i32) (local $last i32)
    (local.set $hashes (i32.load offset=4 (local.get $block)))
    (local.set $a (i64.load (local.get $query)))
    (local.set $b (i64.load offset=8 (local.get $query)))
    (local.set $stride (i32.shl (i32.const 1) (local.get $shift)))
    (local.set $at (i32.add (local.get $hashes) (i32.shl (local.get $from) (local.get $shift))))
    (local.set $end (i32.add (local.get $hashes) (i32.shl (local.get $to) (local.get $shift))))
    (local.set $fours (i32.sub (local.get $end) (i32.shl (i32.and (i32.sub (local.get $to) (local.get $from)) (i32.const 3)) (local.get $shift))))
    (local.set $result (local.get $out))
    (local.set $last (i32.add (local.get $out) (i32.shl (i32.sub (local.get $capacity) (i32.const 3)) (i32.const 3))))
    (block $done
      (block $noFours
        (loop $turns
          (br_if $noFours (i32.eq (local.get $at) (local.get $fours)))
          (br_if $done (i32.ge_u (local.get $result) (local.get $last)))
          (local.set $at1 (i32.add (local.get $at) (local.get $stride)))
          (local.set $at2 (i32.add (local.get $at1) (local.get $stride)))
          (local.set $at3 (i32.add (local.get $at2) (local.get $stride)))
          (if (i32.le_u (i32.wrap_i64 (i64.add
            (i64.popcnt (i64.xor (local.get $a) (i64.load (local.get $at))))
            (i64.popcnt (i64.xor (local.get $b) (i64.load offset=8 (local.get $at)))))) (local.get $radius))
            (then (local.set $result
              (call $take (local.get $query) (local.get $radius) (local.get $shift) (local.get $hashes) (local.get $at) (local.get $result)))))
          (if (i32.le_u (i32.wrap_i64 (i64.add
            (i64.popcnt (i64.xor (local.get $a) (i64.load (local.get $at1))))
            (i64.popcnt (i64.xor (local.get $b) (i64.load offset=8 (local.get $at1)))))) (local.get $radius))
            (then (local.set $result
              (call $take (local.get $query) (local.get $radius) (local.get $shift) (local.get $hashes) (local.get $at1) (local.get $result)))))
          (if (i32.le_u (i32.wrap_i64 (i64.add
            (i64.popcnt (i64.xor (local.get $a) (i64.load (local.get $at2))))
            (i64.popcnt (i64.xor (local.get $b) (i64.load offset=8 (local.get $at2)))))) (local.get $radius))
            (then (local.set $result
              (call $take (local.get $query) (local.get $radius) (local.get $shift) (local.get $hashes) (local.get $at2) (local.get $result)))))
          (if (i32.le_u (i32.wrap_i64 (i64.add
            (i64.popcnt (i64.xor (local.get $a) (i64.load (local.get $at3))))
            (i64.popcnt (i64.xor (local.get $b) (i64.load offset=8 (local.get $at3)))))) (local.get $radius))
            (then (local.set $result
              (call $take (local.get $query) (local.get $radius) (local.get $shift) (local.get $hashes) (local.get $at3) (local.get $result)))))
          (local.set $at (i32.add (local.get $at3) (local.get $stride)))
          (br $turns)))
      (loop $rest
        (br_if $done (i32.eq (local.get $at) (local.get $end)))
        (br_if $done (i32.ge_u (local.get $result) (local.get $last)))
        (local.set $result
          (call $take (local.get $query) (local.get $radius) (local.get $shift) (local.get $hashes) (local.get $at) (local.get $result)))
        (local.set $at (i32.add (local.get $at) (local.get $stride)))
        (br $rest)))
    (i32.store (local.get $next) (i32.shr_u (i32.sub (local.get $at) (local.get $hashes)) (local.get $shift)))
    (call $dropDead (local.get $block) (local.get $out) (i32.shr_u (i32.sub (local.get $result) (local.get $out)) (i32.const 3))))

  ;; Returns the number of flipped bits to search slot `slot` with, where radius + 1 = slots * base + extra. The sum over the slots of
  ;; (bits + 1) is radius + 1, so a row within the radius is within that many bits in at least one slot. Returns -1 if the slot is not
  ;; needed.
  (func $slotRadius (param $slot i32) (param $base i32) (param $extra i32) (result i32)
    (i32.sub (i32.add (local.get $base) (i32.lt_u (local.get $slot) (local.get $extra))) (i32.const 1)))

  ;; Compares the rows listed at from..to-1, which slot `slot` found. Skips a row that an earlier slot finds too: it was written there.
  ;; Returns the number of results so far, or -1 if they exceed `capacity`.
  (func $verify (param $block i32) (param $query i32) (param $radius i32) (param $shift i32) (param $slot i32) (param $base i32)
    (param $extra i32) (param $from i32) (param $to i32) (param $out i32) (param $found i32) (param $capacity i32) (result i32)
    (local $a i64) (local $b i64) (local $hashes i32) (local $hash i32) (local $row i32) (local $distance i32)
    (local $earlier i32) (local $table i32)
    (if (i32.eq (local.get $from) (local.get $to)) (then (return (local.get $found))))
    (local.set $hashes (i32.load offset=4 (local.get $block)))
    (local.set $a (i64.load (local.get $query)))
    (local.set $b (i64.load offset=8 (local.get $query)))
    (loop $rows
      (local.set $row (i32.load (local.get $from)))
      (local.set $hash (i32.add (local.get $hashes) (i32.shl (local.get $row) (local.get $shift))))
      (local.set $distance (i32.wrap_i64 (i64.add
        (i64.popcnt (i64.xor (local.get $a) (i64.load (local.get $hash))))
        (i64.popcnt (i64.xor (local.get $b) (i64.load offset=8 (local.get $hash)))))))
      (block $skip
        (br_if $skip (i32.gt_u (local.get $distance) (local.get $radius)))
        (if (i32.eq (local.get $shift) (i32.const 5)) (then
          (local.set $distance (i32.add (local.get $distance) (i32.wrap_i64 (i64.add
            (i64.popcnt (i64.xor (i64.load offset=16 (local.get $query)) (i64.load offset=16 (local.get $hash))))
            (i64.popcnt (i64.xor (i64.load offset=24 (local.get $query)) (i64.load offset=24 (local.get $hash))))))))
          (br_if $skip (i32.gt_u (local.get $distance) (local.get $radius)))))
        (local.set $earlier (i32.const 0))
        (local.set $table (i32.add (local.get $block) (i32.const 32)))
        (block $first
          (loop $slots
            (br_if $first (i32.eq (local.get $earlier) (local.get $slot)))
            (br_if $skip (i32.le_s
              (i32.popcnt (i32.xor
                (call $key (local.get $query) (i32.load (local.get $table)) (i32.load offset=4 (local.get $table)))
                (call $key (local.get $hash) (i32.load (local.get $table)) (i32.load offset=4 (local.get $table)))))
              (call $slotRadius (local.get $earlier) (local.get $base) (local.get $extra))))
            (local.set $earlier (i32.add (local.get $earlier) (i32.const 1)))
            (local.set $table (i32.add (local.get $table) (i32.const 16)))
            (br $slots)))
        (if (i32.eq (local.get $found) (local.get $capacity)) (then (return (i32.const -1))))
        (i32.store (i32.add (local.get $out) (i32.shl (local.get $found) (i32.const 3))) (local.get $row))
        (i32.store offset=4 (i32.add (local.get $out) (i32.shl (local.get $found) (i32.const 3))) (local.get $distance))
        (local.set $found (i32.add (local.get $found) (i32.const 1))))
      (local.set $from (i32.add (local.get $from) (i32.const 4)))
      (br_if $rows (i32.ne (local.get $from) (local.get $to))))
    (local.get $found))

  ;; Returns 1 if the lists under the query's keys and the keys one bit away contain more than 1/32 of the rows: then the scan is faster.
  (func $isHot (param $block i32) (param $query i32) (param $base i32) (param $extra i32) (result i32)
    (local $slot i32) (local $slots i32) (local $table i32) (local $radius i32) (local $starts i32) (local $key i32) (local $bit i32)
    (local $last i32) (local $sum i32) (local $limit i32) (local $at i32)
    (local.set $slots (i32.load offset=16 (local.get $block)))
    (local.set $table (i32.add (local.get $block) (i32.const 32)))
    (local.set $limit (i32.shr_u (i32.load (local.get $block)) (i32.const 5)))
    (block $done
      (loop $next
        (local.set $radius (call $slotRadius (local.get $slot) (local.get $base) (local.get $extra)))
        (br_if $done (i32.lt_s (local.get $radius) (i32.const 0)))
        (local.set $starts (i32.load offset=8 (local.get $table)))
        (local.set $key (call $key (local.get $query) (i32.load (local.get $table)) (i32.load offset=4 (local.get $table))))
        (local.set $at (i32.add (local.get $starts) (i32.shl (local.get $key) (i32.const 2))))
        (local.set $sum (i32.add (local.get $sum) (i32.sub (i32.load offset=4 (local.get $at)) (i32.load (local.get $at)))))
        (if (i32.ge_s (local.get $radius) (i32.const 1)) (then
          (local.set $bit (i32.const 1))
          (local.set $last (i32.shl (i32.const 1) (i32.load offset=4 (local.get $table))))
          (loop $bits
            (local.set $at (i32.add (local.get $starts) (i32.shl (i32.xor (local.get $key) (local.get $bit)) (i32.const 2))))
            (local.set $sum (i32.add (local.get $sum) (i32.sub (i32.load offset=4 (local.get $at)) (i32.load (local.get $at)))))
            (local.set $bit (i32.shl (local.get $bit) (i32.const 1)))
            (br_if $bits (i32.ne (local.get $bit) (local.get $last))))))
        (local.set $table (i32.add (local.get $table) (i32.const 16)))
        (local.set $slot (i32.add (local.get $slot) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $slot) (local.get $slots)))))
    (i32.gt_u (local.get $sum) (local.get $limit)))

  ;; Searches by multi-index hashing (Norouzi, Punjani and Fleet, 2012). Writes (row, distance) of every live row within the radius, each
  ;; once, unordered, from `out` on. Returns the number of results, or -1 if the scan should do it (a hot query, or more than `capacity`
  ;; results). A slot is searched with at most two flipped bits: radius + 1 <= 3 slots. `ranges` has space for 352 pairs, `candidates` for
  ;; four rows per pair; both have one spare vector. Each slot takes three passes without branches that depend on memory reads, so that
  ;; many reads run in parallel.
  (func (export "search") (param $block i32) (param $query i32) (param $radius i32) (param $shift i32) (param $ranges i32)
    (param $candidates i32) (param $out i32) (param $capacity i32) (result i32)
    (local $slot i32) (local $slots i32) (local $base i32) (local $extra i32) (local $flips i32) (local $table i32) (local $starts i32)
    (local $postings i32) (local $key i32) (local $one i32) (local $two i32) (local $other i32) (local $last i32) (local $pair i64)
    (local $range i32) (local $listed i32) (local $from i32) (local $length i32) (local $found i32)
    (local.set $slots (i32.load offset=16 (local.get $block)))
    (local.set $base (i32.div_u (i32.add (local.get $radius) (i32.const 1)) (local.get $slots)))
    (local.set $extra (i32.rem_u (i32.add (local.get $radius) (i32.const 1)) (local.get $slots)))
    (if (call $isHot (local.get $block) (local.get $query) (local.get $base) (local.get $extra)) (then (return (i32.const -1))))
    (local.set $table (i32.add (local.get $block) (i32.const 32)))
    (block $done
      (loop $next
        (local.set $flips (call $slotRadius (local.get $slot) (local.get $base) (local.get $extra)))
        (br_if $done (i32.lt_s (local.get $flips) (i32.const 0)))
        (local.set $starts (i32.load offset=8 (local.get $table)))
        (local.set $postings (i32.load offset=12 (local.get $table)))
        (local.set $key (call $key (local.get $query) (i32.load (local.get $table)) (i32.load offset=4 (local.get $table))))
        ;; First pass: the non-empty lists.
        (local.set $range (local.get $ranges))
        (local.set $pair (i64.load align=4 (i32.add (local.get $starts) (i32.shl (local.get $key) (i32.const 2)))))
        (i64.store (local.get $range) (local.get $pair))
        (local.set $range (i32.add (local.get $range) (i32.shl
          (i32.ne (i32.wrap_i64 (local.get $pair)) (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32)))) (i32.const 3))))
        (if (i32.ge_s (local.get $flips) (i32.const 1)) (then
          (local.set $one (i32.const 1))
          (local.set $last (i32.shl (i32.const 1) (i32.load offset=4 (local.get $table))))
          (loop $ones
            (local.set $other (i32.xor (local.get $key) (local.get $one)))
            (local.set $pair (i64.load align=4 (i32.add (local.get $starts) (i32.shl (local.get $other) (i32.const 2)))))
            (i64.store (local.get $range) (local.get $pair))
            (local.set $range (i32.add (local.get $range) (i32.shl
              (i32.ne (i32.wrap_i64 (local.get $pair)) (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32)))) (i32.const 3))))
            (if (i32.ge_s (local.get $flips) (i32.const 2)) (then
              (local.set $two (i32.const 1))
              (block $noTwo
                (loop $twos
                  (br_if $noTwo (i32.eq (local.get $two) (local.get $one)))
                  (local.set $pair (i64.load align=4 (i32.add (local.get $starts)
                    (i32.shl (i32.xor (local.get $other) (local.get $two)) (i32.const 2)))))
                  (i64.store (local.get $range) (local.get $pair))
                  (local.set $range (i32.add (local.get $range) (i32.shl
                    (i32.ne (i32.wrap_i64 (local.get $pair)) (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32)))) (i32.const 3))))
                  (local.set $two (i32.shl (local.get $two) (i32.const 1)))
                  (br $twos)))))
            (local.set $one (i32.shl (local.get $one) (i32.const 1)))
            (br_if $ones (i32.ne (local.get $one) (local.get $last))))))
        ;; Second pass: copies the rows of short lists into one list; compares long lists in place.
        (local.set $listed (local.get $candidates))
        (local.set $last (local.get $range))
        (local.set $range (local.get $ranges))
        (block $noRange
          (loop $lists
            (br_if $noRange (i32.eq (local.get $range) (local.get $last)))
            (local.set $from (i32.add (local.get $postings) (i32.shl (i32.load (local.get $range)) (i32.const 2))))
            (local.set $length (i32.shl
              (i32.sub (i32.load offset=4 (local.get $range)) (i32.load (local.get $range))) (i32.const 2)))
            (if (i32.le_u (local.get $length) (i32.const 16)) (then
              (v128.store align=4 (local.get $listed) (v128.load align=4 (local.get $from)))
              (local.set $listed (i32.add (local.get $listed) (local.get $length))))
            (else
              (local.set $found (call $verify (local.get $block) (local.get $query) (local.get $radius) (local.get $shift)
                (local.get $slot) (local.get $base) (local.get $extra) (local.get $from)
                (i32.add (local.get $from) (local.get $length)) (local.get $out) (local.get $found) (local.get $capacity)))
              (if (i32.lt_s (local.get $found) (i32.const 0)) (then (return (i32.const -1))))))
            (local.set $range (i32.add (local.get $range) (i32.const 8)))
            (br $lists)))
        ;; Third pass: the hashes.
        (local.set $found (call $verify (local.get $block) (local.get $query) (local.get $radius) (local.get $shift) (local.get $slot)
          (local.get $base) (local.get $extra) (local.get $candidates) (local.get $listed) (local.get $out) (local.get $found)
          (local.get $capacity)))
        (if (i32.lt_s (local.get $found) (i32.const 0)) (then (return (i32.const -1))))
        (local.set $table (i32.add (local.get $table) (i32.const 16)))
        (local.set $slot (i32.add (local.get $slot) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $slot) (local.get $slots)))))
    (call $dropDead (local.get $block) (local.get $out) (local.get $found)))

  ;; Builds a slot's table by counting sort, in steps a caller may interrupt. Step 1 counts the rows from..to-1 by key.
  (func (export "countKeys") (param $hashes i32) (param $shift i32) (param $first i32) (param $width i32) (param $starts i32)
    (param $from i32) (param $to i32)
    (local $at i32)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $at (i32.add (local.get $starts) (i32.shl
          (call $key (i32.add (local.get $hashes) (i32.shl (local.get $from) (local.get $shift))) (local.get $first) (local.get $width))
          (i32.const 2))))
        (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $rows))))

  ;; Step 2 turns the words from..to-1 into running sums that begin at `sum`; returns the last sum.
  (func (export "sumUp") (param $words i32) (param $from i32) (param $to i32) (param $sum i32) (result i32)
    (local $at i32) (local $end i32)
    (local.set $at (i32.add (local.get $words) (i32.shl (local.get $from) (i32.const 2))))
    (local.set $end (i32.add (local.get $words) (i32.shl (local.get $to) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $at))))
        (i32.store (local.get $at) (local.get $sum))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (local.get $sum))

  ;; Step 3 puts the rows to-1 down to `from` into their lists, each list from its end. After the last row, `starts` are the list starts.
  (func (export "placeRows") (param $hashes i32) (param $shift i32) (param $first i32) (param $width i32) (param $starts i32)
    (param $postings i32) (param $from i32) (param $to i32)
    (local $at i32) (local $place i32)
    (block $done
      (loop $rows
        (br_if $done (i32.le_u (local.get $to) (local.get $from)))
        (local.set $to (i32.sub (local.get $to) (i32.const 1)))
        (local.set $at (i32.add (local.get $starts) (i32.shl
          (call $key (i32.add (local.get $hashes) (i32.shl (local.get $to) (local.get $shift))) (local.get $first) (local.get $width))
          (i32.const 2))))
        (local.set $place (i32.sub (i32.load (local.get $at)) (i32.const 1)))
        (i32.store (local.get $at) (local.get $place))
        (i32.store (i32.add (local.get $postings) (i32.shl (local.get $place) (i32.const 2))) (local.get $to))
        (br $rows))))

  ;; The same for wide slots, with a table larger than the caches: rows are first split by the upper bits of their keys; each part of
  ;; 65,536 keys is then counted and placed separately. Step 1 counts the rows from..to-1 by part.
  (func (export "countParts") (param $hashes i32) (param $shift i32) (param $first i32) (param $width i32) (param $from i32)
    (param $to i32) (param $counts i32)
    (local $at i32)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.shr_u
          (call $key (i32.add (local.get $hashes) (i32.shl (local.get $from) (local.get $shift))) (local.get $first) (local.get $width))
          (i32.const 16)) (i32.const 2))))
        (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $rows))))

  ;; Step 2, after the counts were turned into offsets: writes the rows part by part, with the lower 16 bits of their keys.
  (func (export "splitRows") (param $hashes i32) (param $shift i32) (param $first i32) (param $width i32) (param $from i32)
    (param $to i32) (param $places i32) (param $rows i32) (param $lows i32)
    (local $at i32) (local $key i32) (local $place i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $key
          (call $key (i32.add (local.get $hashes) (i32.shl (local.get $from) (local.get $shift))) (local.get $first) (local.get $width)))
        (local.set $at (i32.add (local.get $places) (i32.shl (i32.shr_u (local.get $key) (i32.const 16)) (i32.const 2))))
        (local.set $place (i32.load (local.get $at)))
        (i32.store (local.get $at) (i32.add (local.get $place) (i32.const 1)))
        (i32.store (i32.add (local.get $rows) (i32.shl (local.get $place) (i32.const 2))) (local.get $from))
        (i32.store16 (i32.add (local.get $lows) (i32.shl (local.get $place) (i32.const 1))) (local.get $key))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next))))

  ;; Counts the keys of the positions from..to-1 of a part; `starts` is the address of the start of its first key.
  (func (export "countLows") (param $lows i32) (param $from i32) (param $to i32) (param $starts i32)
    (local $at i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $at (i32.add (local.get $starts) (i32.shl
          (i32.load16_u (i32.add (local.get $lows) (i32.shl (local.get $from) (i32.const 1)))) (i32.const 2))))
        (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next))))

  ;; Puts the rows at the positions to-1 down to `from` of a part into their lists.
  (func (export "placeLows") (param $lows i32) (param $rows i32) (param $from i32) (param $to i32) (param $starts i32)
    (param $postings i32)
    (local $at i32) (local $place i32)
    (block $done
      (loop $next
        (br_if $done (i32.le_u (local.get $to) (local.get $from)))
        (local.set $to (i32.sub (local.get $to) (i32.const 1)))
        (local.set $at (i32.add (local.get $starts) (i32.shl
          (i32.load16_u (i32.add (local.get $lows) (i32.shl (local.get $to) (i32.const 1)))) (i32.const 2))))
        (local.set $place (i32.sub (i32.load (local.get $at)) (i32.const 1)))
        (i32.store (local.get $at) (local.get $place))
        (i32.store (i32.add (local.get $postings) (i32.shl (local.get $place) (i32.const 2)))
          (i32.load (i32.add (local.get $rows) (i32.shl (local.get $to) (i32.const 2)))))
        (br $next))))

  ;; Writes (id, address of the hash) of the live rows from..to-1 of a block, from `out` on; returns the end address.
  (func (export "collect") (param $block i32) (param $shift i32) (param $from i32) (param $to i32) (param $out i32) (result i32)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (i32.store (local.get $out)
          (i32.load (i32.add (i32.load offset=8 (local.get $block)) (i32.shl (local.get $from) (i32.const 2)))))
        (i32.store offset=4 (local.get $out)
          (i32.add (i32.load offset=4 (local.get $block)) (i32.shl (local.get $from) (local.get $shift))))
        (local.set $out (i32.add (local.get $out) (i32.shl
          (i32.eqz (call $isDead (i32.load offset=12 (local.get $block)) (local.get $from))) (i32.const 3))))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $rows)))
    (local.get $out))

  ;; Returns 1 if the words from `at` on, `step` bytes apart up to `end`, strictly ascend.
  (func (export "ascends") (param $at i32) (param $end i32) (param $step i32) (result i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (i32.add (local.get $at) (local.get $step)) (local.get $end)))
        (if (i32.ge_u (i32.load (local.get $at)) (i32.load (i32.add (local.get $at) (local.get $step)))) (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (local.get $step)))
        (br $next)))
    (i32.const 1))

  ;; Sorts pairs by eight bits of their first word, from bit `bits` on; the sort is stable. Step 1 counts; step 2, after the counts were
  ;; turned into offsets, moves the pairs.
  (func (export "countDigits") (param $pairs i32) (param $from i32) (param $to i32) (param $bits i32) (param $counts i32)
    (local $at i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $at (i32.add (local.get $counts) (i32.shl
          (i32.and (i32.const 255)
            (i32.shr_u (i32.load (i32.add (local.get $pairs) (i32.shl (local.get $from) (i32.const 3)))) (local.get $bits)))
          (i32.const 2))))
        (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next))))
  (func (export "placePairs") (param $pairs i32) (param $from i32) (param $to i32) (param $bits i32) (param $places i32) (param $sorted i32)
    (local $at i32) (local $pair i64)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $pair (i64.load (i32.add (local.get $pairs) (i32.shl (local.get $from) (i32.const 3)))))
        (local.set $at (i32.add (local.get $places) (i32.shl
          (i32.and (i32.const 255) (i32.shr_u (i32.wrap_i64 (local.get $pair)) (local.get $bits))) (i32.const 2))))
        (i64.store (i32.add (local.get $sorted) (i32.shl (i32.load (local.get $at)) (i32.const 3))) (local.get $pair))
        (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next))))

  ;; Drops every pair if its successor has the same first word (of stably sorted pairs, the last one stays); returns the end address.
  (func (export "lastOfEach") (param $at i32) (param $end i32) (result i32)
    (local $out i32)
    (local.set $out (local.get $at))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (i64.store (local.get $out) (i64.load (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (if (i32.or (i32.eq (local.get $at) (local.get $end)) (i32.ne (i32.load (local.get $out)) (i32.load (local.get $at))))
          (then (local.set $out (i32.add (local.get $out) (i32.const 8)))))
        (br $next)))
    (local.get $out))

  ;; Writes the pairs from..to-1 as rows from..to-1: the id, and the hash read from its address.
  (func (export "gather") (param $pairs i32) (param $shift i32) (param $from i32) (param $to i32) (param $hashes i32) (param $ids i32)
    (local $pair i32) (local $hash i32)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $pair (i32.add (local.get $pairs) (i32.shl (local.get $from) (i32.const 3))))
        (local.set $hash (i32.add (local.get $hashes) (i32.shl (local.get $from) (local.get $shift))))
        (i32.store (i32.add (local.get $ids) (i32.shl (local.get $from) (i32.const 2))) (i32.load (local.get $pair)))
        (v128.store (local.get $hash) (v128.load (i32.load offset=4 (local.get $pair))))
        (if (i32.eq (local.get $shift) (i32.const 5)) (then
          (v128.store offset=16 (local.get $hash) (v128.load offset=16 (i32.load offset=4 (local.get $pair))))))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $rows))))

  ;; Returns 1 if the starts begin at 0, never decrease and end at `rows`, and every posting is a row number: a table that passes never
  ;; points outside the rows.
  (func (export "tableIsWhole") (param $starts i32) (param $width i32) (param $postings i32) (param $rows i32) (result i32)
    (local $at i32) (local $end i32) (local $before i32)
    (local.set $at (local.get $starts))
    (local.set $end (i32.add (local.get $starts) (i32.shl (i32.const 4) (local.get $width))))
    (if (i32.load (local.get $at)) (then (return (i32.const 0))))
    (loop $next
      (if (i32.lt_u (i32.load (local.get $at)) (local.get $before)) (then (return (i32.const 0))))
      (local.set $before (i32.load (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.le_u (local.get $at) (local.get $end))))
    (if (i32.ne (local.get $before) (local.get $rows)) (then (return (i32.const 0))))
    (local.set $at (local.get $postings))
    (local.set $end (i32.add (local.get $postings) (i32.shl (local.get $rows) (i32.const 2))))
    (block $done
      (loop $rowsLoop
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.ge_u (i32.load (local.get $at)) (local.get $rows)) (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $rowsLoop)))
    (i32.const 1))

  ;; Fills with zeros.
  (func (export "clear") (param $at i32) (param $length i32)
    (memory.fill (local.get $at) (i32.const 0) (local.get $length)))

  ;; Fills the eight tables of 256 words with which crc32c reads eight bytes at a time (RFC 3720, polynomial 0x1EDC6F41, reflected).
  (func (export "crcTables") (param $tables i32)
    (local $i i32) (local $k i32) (local $crc i32) (local $at i32)
    (loop $bytes
      (local.set $crc (local.get $i))
      (local.set $k (i32.const 0))
      (loop $bits
        (local.set $crc (i32.xor (i32.shr_u (local.get $crc) (i32.const 1))
          (i32.and (i32.const 0x82f63b78) (i32.sub (i32.const 0) (i32.and (local.get $crc) (i32.const 1))))))
        (local.set $k (i32.add (local.get $k) (i32.const 1)))
        (br_if $bits (i32.lt_u (local.get $k) (i32.const 8))))
      (i32.store (i32.add (local.get $tables) (i32.shl (local.get $i) (i32.const 2))) (local.get $crc))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $bytes (i32.lt_u (local.get $i) (i32.const 256))))
    (loop $words
      (local.set $at (i32.add (local.get $tables) (i32.shl (local.get $i) (i32.const 2))))
      (local.set $crc (i32.load (i32.sub (local.get $at) (i32.const 1024))))
      (i32.store (local.get $at) (i32.xor (i32.shr_u (local.get $crc) (i32.const 8))
        (i32.load (i32.add (local.get $tables) (i32.shl (i32.and (local.get $crc) (i32.const 255)) (i32.const 2))))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $words (i32.lt_u (local.get $i) (i32.const 2048)))))

  ;; Computes CRC-32C, continuing from `crc` (0 at the start).
  (func (export "crc32c") (param $tables i32) (param $at i32) (param $length i32) (param $crc i32) (result i32)
    (local $low i32) (local $high i32)
    (local.set $crc (i32.xor (local.get $crc) (i32.const -1)))
    (block $noEight
      (loop $eights
        (br_if $noEight (i32.lt_u (local.get $length) (i32.const 8)))
        (local.set $low (i32.xor (i32.load align=1 (local.get $at)) (local.get $crc)))
        (local.set $high (i32.load offset=4 align=1 (local.get $at)))
        (local.set $crc (i32.xor
          (i32.xor
            (i32.xor
              (i32.load offset=7168 (i32.add (local.get $tables) (i32.shl (i32.and (local.get $low) (i32.const 255)) (i32.const 2))))
              (i32.load offset=6144 (i32.add (local.get $tables)
                (i32.and (i32.shr_u (local.get $low) (i32.const 6)) (i32.const 1020)))))
            (i32.xor
              (i32.load offset=5120 (i32.add (local.get $tables)
                (i32.and (i32.shr_u (local.get $low) (i32.const 14)) (i32.const 1020))))
              (i32.load offset=4096 (i32.add (local.get $tables) (i32.shl (i32.shr_u (local.get $low) (i32.const 24)) (i32.const 2))))))
          (i32.xor
            (i32.xor
              (i32.load offset=3072 (i32.add (local.get $tables) (i32.shl (i32.and (local.get $high) (i32.const 255)) (i32.const 2))))
              (i32.load offset=2048 (i32.add (local.get $tables)
                (i32.and (i32.shr_u (local.get $high) (i32.const 6)) (i32.const 1020)))))
            (i32.xor
              (i32.load offset=1024 (i32.add (local.get $tables)
                (i32.and (i32.shr_u (local.get $high) (i32.const 14)) (i32.const 1020))))
              (i32.load (i32.add (local.get $tables) (i32.shl (i32.shr_u (local.get $high) (i32.const 24)) (i32.const 2))))))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $length (i32.sub (local.get $length) (i32.const 8)))
        (br $eights)))
    (block $noByte
      (loop $bytes
        (br_if $noByte (i32.eqz (local.get $length)))
        (local.set $crc (i32.xor (i32.shr_u (local.get $crc) (i32.const 8))
          (i32.load (i32.add (local.get $tables) (i32.shl
            (i32.and (i32.xor (local.get $crc) (i32.load8_u (local.get $at))) (i32.const 255)) (i32.const 2))))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $length (i32.sub (local.get $length) (i32.const 1)))
        (br $bytes)))
    (i32.xor (local.get $crc) (i32.const -1))))
