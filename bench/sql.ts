// What Croft asks the database for the nested list, besides who calls. The rivals ask the same: the benchmark stops
// where Croft's own statements are others than these. White space apart.

export const WORKSPACES = `
  select "workspace".*, mine.rank as "member_rank", (1 = 0) as "watching"
  from "workspace" inner join (
    select "workspace_id", max("role_rank") as "rank" from "membership"
    where "principal" in (select value from json_each(?)) group by "workspace_id"
  ) as "mine" on "mine"."workspace_id" = "workspace"."id"
  where (
    ((1 = 1) and (1 = 1) and ("workspace"."state" <> 'DELETING' and mine.rank is not null)) and (1 = 1)
  )
  order by "workspace"."id" desc limit ?`

export const MEMBERS = `
  select child.* from (select key as position, value from json_each(?)) as parent
  cross join "membership" as child where "child"."id" in (
    (
      select "membership"."id" from "membership" where "membership"."workspace_id" = "parent"."value"
      order by "membership"."id" desc limit ?
    )
  )
  order by parent.position, "child"."id" desc`

export const USERS = 'select * from "user" where "id" in (select value from json_each(?))'
