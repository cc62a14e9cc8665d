/** Quickselect over numbered points, for the trees that divide them. */

/**
 * Puts the number that belongs at `middle` there, those of smaller coordinates before it (Hoare's quickselect).
 * @param order numbers of points, reordered within first … last; @param coordinates x, y, z of each point
 */
export function selectAlong(
  order: Uint32Array,
  coordinates: Float32Array | Float64Array,
  {
    first,
    last,
    middle,
    axis,
  }: { readonly first: number; readonly last: number; readonly middle: number; readonly axis: number },
): void {
  let [low, high] = [first, last];
  while (low < high) {
    const pivot = coordinates[3 * order[(low + high) >> 1] + axis];
    let [i, j] = [low, high];
    while (i <= j) {
      while (coordinates[3 * order[i] + axis] < pivot) i++;
      while (coordinates[3 * order[j] + axis] > pivot) j--;
      if (i > j) break;
      const swapped = order[i];
      order[i++] = order[j];
      order[j--] = swapped;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
