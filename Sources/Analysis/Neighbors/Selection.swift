/// The number with `rank` smaller or equal ones before it, were the numbers sorted (Hoare, "Algorithm 65: find", 1961).
/// Reorders them. O(count) time on average.
func smallest(_ rank: Int, of values: UnsafeMutablePointer<Double>, count: Int) -> Double {
  var low = 0
  var high = count - 1
  while low < high {
    // The middle one of three, so that sorted numbers are no worst case.
    let (a, b, c) = (values[low], values[(low + high) / 2], values[high])
    let pivot = max(min(a, b), min(max(a, b), c))
    var i = low
    var j = high
    while i <= j {
      while values[i] < pivot { i += 1 }
      while values[j] > pivot { j -= 1 }
      if i <= j {
        (values[i], values[j]) = (values[j], values[i])
        i += 1
        j -= 1
      }
    }
    if rank <= j {
      high = j
    } else if rank >= i {
      low = i
    } else {
      return values[rank]
    }
  }
  return values[rank]
}
