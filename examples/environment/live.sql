-- A learning system of the example, as it is before the update to 3.9.12.
create table installed (version text not null);
insert into installed values ('3.9.11');
create table students (id integer primary key, name text not null);
create table grades (student integer not null references students, course text not null, points numeric not null);
insert into students select id, 'Student ' || id from generate_series(1, 200) id;
insert into grades select id, course, (id * 7 + length(course)) % 101
  from students, unnest(array['Algebra', 'Biology', 'Chemistry']) course;
