;; Hashes of short runs (shingles) of a text, and the SimHash and MinHash sums over them: 64-bit integer arithmetic, always exact.
;; All addresses are in bytes; src/media/text/kernel.ts lays the buffers out.
(module
  (memory (export "memory") 2)

  (func $mix (param $z i64) (result i64)
    (local.set $z (i64.add (local.get $z) (i64.const 0x9e3779b97f4a7c15)))
    (local.set $z (i64.mul (i64.xor (local.get $z) (i64.shr_u (local.get $z) (i64.const 30))) (i64.const 0xbf58476d1ce4e5b9)))
    (local.set $z (i64.mul (i64.xor (local.get $z) (i64.shr_u (local.get $z) (i64.const 27))) (i64.const 0x94d049bb133111eb)))
    (i64.xor (local.get $z) (i64.shr_u (local.get $z) (i64.const 31))))

  ;; Writes the FNV-1a hash of every distinct run of `size` letters of UTF-8 to `out`, in order of first occurrence; returns their number.
  ;; `starts` are the byte offsets of the letters and of the end; `table` has `mask` + 1 entries of 8 bytes, all 0, more than there are runs.
  (func (export "hashRuns") (param $bytes i32) (param $starts i32) (param $runs i32) (param $size i32)
    (param $out i32) (param $table i32) (param $mask i32) (result i32)
    (local $found i32) (local $at i32) (local $end i32) (local $hash i64) (local $place i32) (local $there i64) (local $metZero i32)
    (local.set $size (i32.shl (local.get $size) (i32.const 2)))
    (block $done (loop $nextRun
      (br_if $done (i32.eqz (local.get $runs)))
      (local.set $at (i32.add (local.get $bytes) (i32.load (local.get $starts))))
      (local.set $end (i32.add (local.get $bytes) (i32.load (i32.add (local.get $starts) (local.get $size)))))
      (local.set $hash (i64.const 0xcbf29ce484222325))
      (loop $nextByte
        (local.set $hash (i64.mul (i64.xor (local.get $hash) (i64.load8_u (local.get $at))) (i64.const 0x100000001b3)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $nextByte (i32.lt_u (local.get $at) (local.get $end))))
      (local.set $starts (i32.add (local.get $starts) (i32.const 4)))
      (local.set $runs (i32.sub (local.get $runs) (i32.const 1)))
      ;; 0 marks an empty entry, so a separate flag records the hash 0.
      (if (i64.eqz (local.get $hash)) (then
        (br_if $nextRun (local.get $metZero))
        (local.set $metZero (i32.const 1)))
      (else
        (local.set $place (i32.and (i32.wrap_i64 (call $mix (local.get $hash))) (local.get $mask)))
        (loop $probe
          (local.set $there (i64.load (i32.add (local.get $table) (i32.shl (local.get $place) (i32.const 3)))))
          (br_if $nextRun (i64.eq (local.get $there) (local.get $hash)))
          (if (i64.ne (local.get $there) (i64.const 0)) (then
            (local.set $place (i32.and (i32.add (local.get $place) (i32.const 1)) (local.get $mask)))
            (br $probe))))
        (i64.store (i32.add (local.get $table) (i32.shl (local.get $place) (i32.const 3))) (local.get $hash))))
      (i64.store (i32.add (local.get $out) (i32.shl (local.get $found) (i32.const 3))) (local.get $hash))
      (local.set $found (i32.add (local.get $found) (i32.const 1)))
      (br $nextRun)))
    (local.get $found))

  ;; Adds to 64 counts of 32 bits how many of the hashes have each bit set, for one of the two mixings of a hash.
  (func $countBits (param $value i64) (param $counts i32)
    (local $word v128) (local $low v128) (local $end i32)
    (local.set $end (i32.add (local.get $counts) (i32.const 256)))
    (local.set $word (i32x4.splat (i32.wrap_i64 (local.get $value))))
    (local.set $low (v128.const i32x4 1 2 4 8))
    (loop $next
      (v128.store (local.get $counts)
        (i32x4.sub (v128.load (local.get $counts)) (i32x4.eq (v128.and (local.get $word) (local.get $low)) (local.get $low))))
      (local.set $low (i32x4.shl (local.get $low) (i32.const 4)))
      (local.set $counts (i32.add (local.get $counts) (i32.const 16)))
      (if (i32.eq (local.get $counts) (i32.sub (local.get $end) (i32.const 128))) (then
        (local.set $word (i32x4.splat (i32.wrap_i64 (i64.shr_u (local.get $value) (i64.const 32)))))
        (local.set $low (v128.const i32x4 1 2 4 8))))
      (br_if $next (i32.lt_u (local.get $counts) (local.get $end)))))

  (func (export "countBits") (param $hashes i32) (param $count i32) (param $counts i32)
    (local $end i32) (local $hash i64)
    (local.set $end (i32.add (local.get $hashes) (i32.shl (local.get $count) (i32.const 3))))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $hashes) (local.get $end)))
      (local.set $hash (i64.load (local.get $hashes)))
      (call $countBits (call $mix (local.get $hash)) (local.get $counts))
      (call $countBits (call $mix (i64.xor (local.get $hash) (i64.const 0xa5a5a5a5a5a5a5a5))) (i32.add (local.get $counts) (i32.const 256)))
      (local.set $hashes (i32.add (local.get $hashes) (i32.const 8)))
      (br $next))))

  ;; Computes 128 minima over the hashes, each under a different mixing. $mix is inlined by hand: a call costs as much as the mixing.
  (func (export "minima") (param $hashes i32) (param $count i32) (param $out i32)
    (local $i i32) (local $at i32) (local $end i32) (local $seed i64) (local $least i64) (local $value i64)
    (local.set $end (i32.add (local.get $hashes) (i32.shl (local.get $count) (i32.const 3))))
    (loop $nextSeed
      (local.set $seed (call $mix (i64.extend_i32_u (local.get $i))))
      (local.set $least (i64.const -1))
      (local.set $at (local.get $hashes))
      (loop $next
        (local.set $value (i64.add (i64.xor (i64.load (local.get $at)) (local.get $seed)) (i64.const 0x9e3779b97f4a7c15)))
        (local.set $value (i64.mul (i64.xor (local.get $value) (i64.shr_u (local.get $value) (i64.const 30))) (i64.const 0xbf58476d1ce4e5b9)))
        (local.set $value (i64.mul (i64.xor (local.get $value) (i64.shr_u (local.get $value) (i64.const 27))) (i64.const 0x94d049bb133111eb)))
        (local.set $value (i64.xor (local.get $value) (i64.shr_u (local.get $value) (i64.const 31))))
        (local.set $least (select (local.get $value) (local.get $least) (i64.lt_u (local.get $value) (local.get $least))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
      (i64.store (i32.add (local.get $out) (i32.shl (local.get $i) (i32.const 3))) (local.get $least))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $nextSeed (i32.lt_u (local.get $i) (i32.const 128)))))
)
