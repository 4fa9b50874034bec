;; Which rows of a block may be near a probe. See radius-scan.ts for the layout, and test/local/faces/vectors/write-scan.ts for how this becomes scan.wasm.
(module
  (import "rows" "memory" (memory 1))
  ;; Writes the numbers of the rows to $found, and answers how many there are. $near and $far are where the first and the
  ;; second half of the numbers of $first lie, $nearBytes and $farBytes how long each is: a multiple of 32, $farBytes perhaps 0.
  (func (export "scan")
    (param $near i32) (param $nearBytes i32) (param $far i32) (param $farBytes i32) (param $doubts i32) (param $rows i32)
    (param $probe i32) (param $radius f32) (param $perDoubt f32) (param $found i32) (result i32)
    (local $row i32) (local $next i32) (local $numbers i32) (local $end i32) (local $p i32) (local $isFar i32)
    (local $x v128) (local $d v128) (local $even v128) (local $odd v128) (local $high v128)
    (local $most f32) (local $sum f32)
    (local.set $high (v128.const i32x4 0xffff0000 0xffff0000 0xffff0000 0xffff0000))
    (local.set $next (local.get $found))
    (block $done
      (loop $rowByRow
        (br_if $done (i32.ge_u (local.get $row) (local.get $rows)))
        ;; A doubt that is no number makes $most none, and no comparison with that is true.
        (local.set $most (f32.sub (local.get $radius) (f32.mul (local.get $perDoubt) (f32.load (local.get $doubts)))))
        (local.set $most (f32.mul (local.get $most) (f32.max (local.get $most) (f32.const 0))))
        (local.set $even (v128.const i32x4 0 0 0 0))
        (local.set $odd (v128.const i32x4 0 0 0 0))
        (local.set $p (local.get $probe))
        (local.set $isFar (i32.const 0))
        (local.set $numbers (local.get $near))
        (local.set $end (i32.add (local.get $near) (local.get $nearBytes)))
        (block $tooFar
          (loop $halfByHalf
            (loop $more
              (local.set $x (v128.load (local.get $numbers)))
              (local.set $d (f32x4.sub (i32x4.shl (local.get $x) (i32.const 16)) (v128.load (local.get $p))))
              (local.set $even (f32x4.add (local.get $even) (f32x4.mul (local.get $d) (local.get $d))))
              (local.set $d (f32x4.sub (v128.and (local.get $x) (local.get $high)) (v128.load offset=16 (local.get $p))))
              (local.set $odd (f32x4.add (local.get $odd) (f32x4.mul (local.get $d) (local.get $d))))
              (local.set $x (v128.load offset=16 (local.get $numbers)))
              (local.set $d (f32x4.sub (i32x4.shl (local.get $x) (i32.const 16)) (v128.load offset=32 (local.get $p))))
              (local.set $even (f32x4.add (local.get $even) (f32x4.mul (local.get $d) (local.get $d))))
              (local.set $d (f32x4.sub (v128.and (local.get $x) (local.get $high)) (v128.load offset=48 (local.get $p))))
              (local.set $odd (f32x4.add (local.get $odd) (f32x4.mul (local.get $d) (local.get $d))))
              (local.set $numbers (i32.add (local.get $numbers) (i32.const 32)))
              (local.set $p (i32.add (local.get $p) (i32.const 64)))
              (br_if $more (i32.lt_u (local.get $numbers) (local.get $end))))
            (local.set $d (f32x4.add (local.get $even) (local.get $odd)))
            (local.set $sum
              (f32.add
                (f32.add (f32x4.extract_lane 0 (local.get $d)) (f32x4.extract_lane 1 (local.get $d)))
                (f32.add (f32x4.extract_lane 2 (local.get $d)) (f32x4.extract_lane 3 (local.get $d)))))
            (br_if $tooFar (i32.eqz (f32.le (local.get $sum) (local.get $most))))
            (if (i32.and (i32.eqz (local.get $isFar)) (i32.ne (local.get $farBytes) (i32.const 0)))
              (then
                (local.set $isFar (i32.const 1))
                (local.set $numbers (i32.add (local.get $far) (i32.mul (local.get $row) (local.get $farBytes))))
                (local.set $end (i32.add (local.get $numbers) (local.get $farBytes)))
                (br $halfByHalf))))
          (i32.store (local.get $next) (local.get $row))
          (local.set $next (i32.add (local.get $next) (i32.const 4))))
        (local.set $near (i32.add (local.get $near) (local.get $nearBytes)))
        (local.set $doubts (i32.add (local.get $doubts) (i32.const 4)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $rowByRow)))
    (i32.div_u (i32.sub (local.get $next) (local.get $found)) (i32.const 4))))
