/** Orders identifiers by their number: P9 before P10. */
export const byNumber = (identifier: string): string => `length(${identifier}), ${identifier}`;

/**
 * People with the label that charts show: the name, with the identifier where several people have that name, or the
 * identifier alone. A common table expression named `named`.
 */
export const NAMED_PEOPLE = `named as (
  select person, case
      when name is null then person
      when count(*) over (partition by name) > 1 then format('{} ({})', name, person)
      else name
    end as label
  from (select person, any_value(person_name) as name from people group by person)
)`;
