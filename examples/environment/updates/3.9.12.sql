-- A grade says whether it is passed, so that reports need not work it out.
alter table grades add column passed boolean;
update grades set passed = points >= 50;
alter table grades alter column passed set not null;
