import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A study keeps the rungs that it began with. Those of earlier ones were powers of the reduction factor
 * alone, so that the last could lie under the largest resource.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      update studies set plan = jsonb_set(plan, '{rungs}', case plan ->> 'scheduler'
        when 'fixed' then jsonb_build_array(plan #> '{base,training,episodes}')
        else (
          with recursive ladder (resource) as (
            select (plan ->> 'minResource')::bigint
            union all
            select resource * (plan ->> 'eta')::bigint from ladder
            where resource * (plan ->> 'eta')::bigint <= (plan #>> '{base,training,episodes}')::bigint
          )
          select jsonb_agg(resource order by resource) from ladder
        ) end)
      where plan -> 'rungs' is null`)
  }

  async down() {
    this.schema.raw("update studies set plan = plan - 'rungs'")
  }
}
