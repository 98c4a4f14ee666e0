/// e to the power of each of four numbers, within about 2 units in the last place, at several times the speed of the
/// C library, and with the same bits on every platform. Below −700 it stays at e^−700, beyond 700 at e^700.
@inline(__always)
func exponential(_ x: SIMD4<Double>) -> SIMD4<Double> {
  var x = x
  x.replace(with: -700, where: x .< -700)
  x.replace(with: 700, where: x .> 700)
  // x = n·ln 2 + r with |r| ≤ ½·ln 2: adding and taking away 1.5·2^52 rounds to the whole n, which then also stands in
  // the low bits. ln 2 comes in two parts, so that n times the first is exact.
  let magic = SIMD4(repeating: 0x1.8p52)
  let shifted = x * 0x1.71547652b82fep0 + magic
  let whole = shifted - magic
  let r = (x - whole * 0x1.62e42fee00000p-1) - whole * 0x1.a39ef35793c76p-33
  // Taylor's series: the first term left out is below 1e-17.
  var sum = r * (1.0 / 6_227_020_800) + (1.0 / 479_001_600)
  sum = sum * r + (1.0 / 39_916_800)
  sum = sum * r + (1.0 / 3_628_800)
  sum = sum * r + (1.0 / 362_880)
  sum = sum * r + (1.0 / 40_320)
  sum = sum * r + (1.0 / 5040)
  sum = sum * r + (1.0 / 720)
  sum = sum * r + (1.0 / 120)
  sum = sum * r + (1.0 / 24)
  sum = sum * r + (1.0 / 6)
  sum = sum * r + 0.5
  sum = sum * r + 1
  sum = sum * r + 1
  // Times 2^n, by adding n to the exponent.
  let exponent = unsafeBitCast(shifted, to: SIMD4<UInt64>.self) &<< 52
  return unsafeBitCast(unsafeBitCast(sum, to: SIMD4<UInt64>.self) &+ exponent, to: SIMD4<Double>.self)
}
