#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

func logarithm(_ x: Double) -> Double { log(x) }

func raised(_ x: Double, _ y: Double) -> Double { pow(x, y) }
