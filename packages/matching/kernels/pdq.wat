;; The sums of PDQ in float32; every operation is rounded separately (never a fused multiply-add). Vectors lie across columns or
;; across rows, never along a running sum, so each lane does the same operations in the same order as scalar code.
;; All addresses are in bytes; every buffer is at least one vector longer than its values. src/media/pdq/kernel.ts lays them out.
(module
  (memory (export "memory") 2)

  ;; Computes the luma of `count` pixels of `channels` bytes: (0.299 r + 0.587 g) + 0.114 b, or the byte itself for one channel. $r, $g and
  ;; $b are shuffle masks that pick the bytes of one colour from four pixels and zero-extend them.
  (func (export "luma") (param $from i32) (param $to i32) (param $count i32) (param $channels i32)
    (local $end i32) (local $pixels v128) (local $step i32)
    (local $r v128) (local $g v128) (local $b v128)
    (local.set $end (i32.add (local.get $to) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $step (i32.shl (local.get $channels) (i32.const 2)))
    (local.set $r (v128.const i8x16 0 -1 -1 -1 3 -1 -1 -1 6 -1 -1 -1 9 -1 -1 -1))
    (local.set $g (v128.const i8x16 1 -1 -1 -1 4 -1 -1 -1 7 -1 -1 -1 10 -1 -1 -1))
    (local.set $b (v128.const i8x16 2 -1 -1 -1 5 -1 -1 -1 8 -1 -1 -1 11 -1 -1 -1))
    (if (i32.eq (local.get $channels) (i32.const 4)) (then
      (local.set $r (v128.const i8x16 0 -1 -1 -1 4 -1 -1 -1 8 -1 -1 -1 12 -1 -1 -1))
      (local.set $g (v128.const i8x16 1 -1 -1 -1 5 -1 -1 -1 9 -1 -1 -1 13 -1 -1 -1))
      (local.set $b (v128.const i8x16 2 -1 -1 -1 6 -1 -1 -1 10 -1 -1 -1 14 -1 -1 -1))))
    (if (i32.eq (local.get $channels) (i32.const 1)) (then
      (loop $next
        (v128.store (local.get $to)
          (f32x4.convert_i32x4_s (i8x16.swizzle (v128.load32_zero (local.get $from)) (v128.const i8x16 0 -1 -1 -1 1 -1 -1 -1 2 -1 -1 -1 3 -1 -1 -1))))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))
    (else
      (loop $next
        (local.set $pixels (v128.load (local.get $from)))
        (v128.store (local.get $to)
          (f32x4.add
            (f32x4.add
              (f32x4.mul (f32x4.splat (f32.const 0.299)) (f32x4.convert_i32x4_s (i8x16.swizzle (local.get $pixels) (local.get $r))))
              (f32x4.mul (f32x4.splat (f32.const 0.587)) (f32x4.convert_i32x4_s (i8x16.swizzle (local.get $pixels) (local.get $g)))))
            (f32x4.mul (f32x4.splat (f32.const 0.114)) (f32x4.convert_i32x4_s (i8x16.swizzle (local.get $pixels) (local.get $b))))))
        (local.set $from (i32.add (local.get $from) (local.get $step)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))))

  ;; Transposes four rows, `stride` bytes apart, to one line of vectors: vector x contains column x of the four. Appends `zeros` zero bytes
  ;; after `columns`.
  (func (export "interleave") (param $from i32) (param $stride i32) (param $to i32) (param $columns i32) (param $zeros i32)
    (local $end i32) (local $at i32) (local $fill i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $t v128) (local $u v128) (local $v v128) (local $w v128)
    (local.set $fill (i32.add (local.get $to) (i32.shl (local.get $columns) (i32.const 4))))
    (local.set $end (local.get $fill))
    (local.set $at (local.get $from))
    (loop $next
      (local.set $a (v128.load (local.get $at)))
      (local.set $b (v128.load (i32.add (local.get $at) (local.get $stride))))
      (local.set $c (v128.load (i32.add (local.get $at) (i32.shl (local.get $stride) (i32.const 1)))))
      (local.set $d (v128.load (i32.add (local.get $at) (i32.mul (local.get $stride) (i32.const 3)))))
      (local.set $t (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b)))
      (local.set $u (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b)))
      (local.set $v (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d)))
      (local.set $w (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d)))
      (v128.store (local.get $to) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $t) (local.get $v)))
      (v128.store offset=16 (local.get $to) (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $t) (local.get $v)))
      (v128.store offset=32 (local.get $to) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u) (local.get $w)))
      (v128.store offset=48 (local.get $to) (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u) (local.get $w)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end))))
    (memory.fill (local.get $fill) (i32.const 0) (local.get $zeros)))

  ;; Computes running sums along `count` vectors of a line with zeros before and after: adds the value that enters, subtracts the value
  ;; `window` vectors back. The zeros make the ends of the line take the same steps as its middle: x + 0 and x - 0 are x.
  (func (export "runningSums") (param $from i32) (param $to i32) (param $count i32) (param $window i32)
    (local $sum v128) (local $end i32) (local $back i32)
    (local.set $end (i32.add (local.get $to) (i32.shl (local.get $count) (i32.const 4))))
    (local.set $back (i32.sub (local.get $from) (i32.shl (local.get $window) (i32.const 4))))
    (loop $next
      (local.set $sum (f32x4.sub (f32x4.add (local.get $sum) (v128.load (local.get $from))) (v128.load (local.get $back))))
      (v128.store (local.get $to) (local.get $sum))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (local.set $back (i32.add (local.get $back) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Divides the vectors at `places` (byte offsets from `sums`) by their divisors; writes the means as four rows `stride` bytes apart.
  (func (export "means") (param $sums i32) (param $places i32) (param $divisors i32) (param $to i32) (param $stride i32) (param $count i32)
    (local $end i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $t v128) (local $u v128) (local $v v128) (local $w v128)
    (local.set $end (i32.add (local.get $places) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $a (f32x4.div (v128.load (i32.add (local.get $sums) (i32.load (local.get $places)))) (v128.load32_splat (local.get $divisors))))
      (local.set $b (f32x4.div (v128.load (i32.add (local.get $sums) (i32.load offset=4 (local.get $places)))) (v128.load32_splat offset=4 (local.get $divisors))))
      (local.set $c (f32x4.div (v128.load (i32.add (local.get $sums) (i32.load offset=8 (local.get $places)))) (v128.load32_splat offset=8 (local.get $divisors))))
      (local.set $d (f32x4.div (v128.load (i32.add (local.get $sums) (i32.load offset=12 (local.get $places)))) (v128.load32_splat offset=12 (local.get $divisors))))
      (local.set $t (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b)))
      (local.set $u (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b)))
      (local.set $v (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d)))
      (local.set $w (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d)))
      (v128.store (local.get $to) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $t) (local.get $v)))
      (v128.store (i32.add (local.get $to) (local.get $stride))
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $t) (local.get $v)))
      (v128.store (i32.add (local.get $to) (i32.shl (local.get $stride) (i32.const 1)))
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u) (local.get $w)))
      (v128.store (i32.add (local.get $to) (i32.mul (local.get $stride) (i32.const 3)))
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u) (local.get $w)))
      (local.set $places (i32.add (local.get $places) (i32.const 16)))
      (local.set $divisors (i32.add (local.get $divisors) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $places) (local.get $end)))))

  ;; Moves the running sum of every column one row down: adds the row that enters, subtracts the row that leaves; writes the means to `to`.
  (func (export "stepDown") (param $row i32) (param $ring i32) (param $sums i32) (param $to i32) (param $columns i32) (param $divisor f32)
    (local $end i32) (local $entering v128) (local $sum v128) (local $by v128)
    (local.set $end (i32.add (local.get $row) (i32.shl (local.get $columns) (i32.const 2))))
    (local.set $by (f32x4.splat (local.get $divisor)))
    (loop $next
      (local.set $entering (v128.load (local.get $row)))
      (local.set $sum (f32x4.sub (f32x4.add (v128.load (local.get $sums)) (local.get $entering)) (v128.load (local.get $ring))))
      (v128.store (local.get $sums) (local.get $sum))
      (v128.store (local.get $ring) (local.get $entering))
      (v128.store (local.get $to) (f32x4.div (local.get $sum) (local.get $by)))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (local.set $ring (i32.add (local.get $ring) (i32.const 16)))
      (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $row) (local.get $end)))))

  ;; Computes the matrix product a b of `rows` x 64 by 64 x `columns` (a multiple of 16): each element is one sum from 0 over ascending k.
  (func (export "multiply") (param $a i32) (param $b i32) (param $to i32) (param $rows i32) (param $columns i32)
    (local $i i32) (local $j i32) (local $k i32) (local $width i32) (local $at i32) (local $factor v128)
    (local $s v128) (local $t v128) (local $u v128) (local $v v128)
    (local.set $width (i32.shl (local.get $columns) (i32.const 2)))
    (loop $nextRow
      (local.set $j (i32.const 0))
      (loop $nextColumns
        (local.set $s (v128.const f32x4 0 0 0 0))
        (local.set $t (v128.const f32x4 0 0 0 0))
        (local.set $u (v128.const f32x4 0 0 0 0))
        (local.set $v (v128.const f32x4 0 0 0 0))
        (local.set $at (i32.add (local.get $b) (local.get $j)))
        (local.set $k (i32.const 0))
        (loop $nextTerm
          (local.set $factor (v128.load32_splat (i32.add (local.get $a) (local.get $k))))
          (local.set $s (f32x4.add (local.get $s) (f32x4.mul (local.get $factor) (v128.load (local.get $at)))))
          (local.set $t (f32x4.add (local.get $t) (f32x4.mul (local.get $factor) (v128.load offset=16 (local.get $at)))))
          (local.set $u (f32x4.add (local.get $u) (f32x4.mul (local.get $factor) (v128.load offset=32 (local.get $at)))))
          (local.set $v (f32x4.add (local.get $v) (f32x4.mul (local.get $factor) (v128.load offset=48 (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (local.get $width)))
          (local.set $k (i32.add (local.get $k) (i32.const 4)))
          (br_if $nextTerm (i32.lt_u (local.get $k) (i32.const 256))))
        (v128.store (i32.add (local.get $to) (local.get $j)) (local.get $s))
        (v128.store offset=16 (i32.add (local.get $to) (local.get $j)) (local.get $t))
        (v128.store offset=32 (i32.add (local.get $to) (local.get $j)) (local.get $u))
        (v128.store offset=48 (i32.add (local.get $to) (local.get $j)) (local.get $v))
        (local.set $j (i32.add (local.get $j) (i32.const 64)))
        (br_if $nextColumns (i32.lt_u (local.get $j) (local.get $width))))
      (local.set $a (i32.add (local.get $a) (i32.const 256)))
      (local.set $to (i32.add (local.get $to) (local.get $width)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $nextRow (i32.lt_u (local.get $i) (local.get $rows)))))

  ;; Returns the sum of |trunc((u - v) * 100 / 255)| over `count` pairs (a multiple of 4) of a value and the value `distance` bytes on.
  (func (export "gradient") (param $from i32) (param $distance i32) (param $count i32) (result i32)
    (local $sum v128) (local $end i32)
    (local.set $end (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $sum (i32x4.add (local.get $sum) (i32x4.abs (i32x4.trunc_sat_f32x4_s
        (f32x4.div
          (f32x4.mul
            (f32x4.sub (v128.load (local.get $from)) (v128.load (i32.add (local.get $from) (local.get $distance))))
            (f32x4.splat (f32.const 100)))
          (f32x4.splat (f32.const 255)))))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $end))))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
      (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
)
