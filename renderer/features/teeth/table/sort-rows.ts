/** The order of the table's rows. */
import type { TableOrder } from '../../../state/teeth/teeth-store.ts';
import type { MetricRow, MetricSheet } from '../metric.ts';

/** The column that stands for the order of the chart. */
export const TOOTH_COLUMN = 'tooth';

/**
 * Rows in an order: by a metric, or as `places` has the labels. What has no value comes last whichever way; equal values
 * stay in the order of the chart.
 */
export function sortedRows(
  { columns, rows }: MetricSheet,
  { column, ascending }: TableOrder,
  places: readonly number[],
): readonly MetricRow[] {
  const inChart = rows.toSorted((a, b) => places.indexOf(a.label) - places.indexOf(b.label));
  const index = columns.findIndex(({ id }) => id === column);
  if (index === -1) return ascending ? inChart : inChart.toReversed();
  const way = ascending ? 1 : -1;
  return inChart.toSorted((a, b) => {
    const [left, right] = [a.values[index], b.values[index]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return way * (left - right);
  });
}

/** What a click on a column's head makes of the order: large values first, then the other way; teeth as in the chart. */
export function nextOrder(order: TableOrder, column: string): TableOrder {
  return { column, ascending: order.column === column ? !order.ascending : column === TOOTH_COLUMN };
}
