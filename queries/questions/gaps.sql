-- title: Which pairs of two facets does no work bring together?
-- about: Empty cells of the gap map of two axes (select * from axes lists them), the most surprising first: expected says how many works there would be if the one had nothing to do with the other. Nothing here was coded so; that is not to say that nobody ever studied it. All works count but those that the reviewers exclude.
-- param rows: population
-- param columns: practice
-- param most: 50
with kept as (
    select distinct axis_works.work, axis_works.axis, axis_works."value"
    from axis_works
    join evidence on evidence.work = axis_works.work
    where axis_works.axis in ($rows, $columns) and evidence.outcome <> 'excluded'
),
totals as (
    select axis, "value", count(*) as works
    from kept
    group by axis, "value"
),
whole as (
    select count(distinct work) as works
    from kept
),
filled as (
    select distinct one."value" as row_value, other."value" as column_value
    from kept as one
    join kept as other on other.work = one.work
    where one.axis = $rows and other.axis = $columns
),
cells as (
    select one."value" as row_value, one.label as row_label, one.place as row_place,
           other."value" as column_value, other.label as column_label, other.place as column_place
    from axis_values as one
    cross join axis_values as other
    where one.axis = $rows and other.axis = $columns
),
gaps as (
    select cells.row_label, cells.column_label, coalesce(of_row.works, 0) as works_of_row,
           coalesce(of_column.works, 0) as works_of_column,
           round(coalesce(of_row.works * of_column.works / nullif(whole.works, 0), 0), 2) as expected,
           cells.row_place, cells.column_place
    from cells
    anti join filled on filled.row_value = cells.row_value and filled.column_value = cells.column_value
    cross join whole
    left join totals as of_row on of_row.axis = $rows and of_row."value" = cells.row_value
    left join totals as of_column on of_column.axis = $columns and of_column."value" = cells.column_value
)
select row_label, column_label, works_of_row, works_of_column, expected
from gaps
order by expected desc, row_place, column_place
limit $most::integer
