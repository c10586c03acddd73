//! Knows every column: its key, what its cells hold, and the other names analysts give it.

use super::spelling::{fold, time_unit};
use crate::quantity::CellKind;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Every column of every table; [`Column::key`] is its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Column {
    Tier,
    Subjects,
    OfficersPerSubject,
    Regime,
    Scenario,
    Officers,
    Priority,
    PartOf,
    ShareToWatch,
    Scope,
    OnDuty,
    HoursPerDay,
    DaysPerWeek,
    VisitsPerMonth,
    HoursPerVisit,
    OfficersPerVisit,
    SubjectsPerOfficer,
    Basis,
    NetHoursPerYear,
    HoursPerWeek,
    LeaveDays,
    PublicHolidays,
    SickDays,
    TrainingDays,
    ShiftHours,
    Pool,
    Deployable,
    Vacancy,
    AttritionPerYear,
    ReplacementMonths,
    Counts,
    Intake,
    Announced,
    From,
    To,
    Filled,
    TrainingMonths,
    TrainerShare,
    Assigned,
    Input,
    Operation,
    Value,
    Date,
    Between,
    With,
    RankCorrelation,
    Outcome,
    Formula,
    Unit,
    Key,
    Source,
    Url,
    AsOf,
    Note,
    MinimumShare,
    FallbackRegimes,
    MostSubjects,
    Worth,
    LossesPerYear,
    GapDays,
    WindowDays,
    HoursInWindow,
    HoursOn,
    HoursOff,
    MeanLeadDays,
    ReviewYears,
    HoursPerReview,
    FoundBetweenReviews,
    YearsToFind,
    AttackersShare,
    Attackers,
    NotListed,
    Channel,
    Sent,
    Received,
    Matched,
    ActedOn,
    Alike,
}

use CellKind::{Count, Number, Part, Rate, Share};
use Column as C;

/// Where the numbers of a row are from: on every table.
pub(super) const PROVENANCE: [Column; 4] = [C::Source, C::Url, C::AsOf, C::Note];

/// Headers that name the row, whatever the table.
const NAMING: &str = "name|label|title|libelle|intitule|designation|denomination";

/// Key, kind of number (`None` for words), other names; accents, case, `_`, `-` and units in brackets do not matter.
type ColumnFacts = (Column, &'static str, Option<CellKind>, &'static str);

#[rustfmt::skip]
const COLUMNS: [ColumnFacts; 78] = [
    (C::Tier, "tier", None, "tiers|list|watchlist|watch list|group|category|threat level|risk level|liste|fichier|groupe|categorie|niveau|population"),
    (C::Subjects, "subjects", Some(Count), "subject|suspects|suspect|persons|people|individuals|targets|listed|entries|persons listed|people listed|\
        listed people|listed persons|persons of interest|subjects of interest|watchlist size|list size|size of list|sujets|personnes|individus|cibles|inscrits|fiches|\
        personnes fichees|personnes inscrites|personnes suivies|individus suivis"),
    (C::OfficersPerSubject, "officers_per_subject", Some(Rate), "officer per subject|ratio|staffing ratio|officers per suspect|officers per person|officers per target|\
        officers per individual|agents per subject|agents per suspect|agents per target|staff per subject|staff per suspect|staff per target|posts per subject|team size|\
        agents par sujet|agents par suspect|agents par personne|agents par cible|agents par individu|policiers par sujet|policiers par suspect|\
        policiers par personne|effectif par sujet|effectifs par sujet|effectif par personne|fonctionnaires par sujet"),
    (C::Regime, "regime", None, "regimes|surveillance regime|watch regime|way of watching|kind of surveillance|dispositif|mode de surveillance|type de surveillance|regime de surveillance"),
    (C::Scenario, "scenario", None, "scenarios|variant|case|what if|hypothese|variante|cas"),
    (C::Officers, "officers", Some(Count), "officer|staff|headcount|head count|personnel|employees|agents|posts|fte|ftes|police officers|officers available|available officers|\
        staff available|strength|workforce|effectif|effectifs|effectif total|effectifs totaux|policiers|fonctionnaires|postes|etp|salaries|agents disponibles|effectif disponible|effectifs disponibles"),
    (C::Priority, "priority", Some(Count), "priorities|prio|rank|order|priorite|rang|ordre"),
    (C::PartOf, "part_of", None, "counted in|included in|contained in|within|subset of|parent|partie de|fait partie de|inclus dans|compte dans|dont"),
    (C::ShareToWatch, "share_to_watch", Some(Share), "share watched|watched share|share under surveillance|share to be watched|part a surveiller|part surveillee|proportion a surveiller|taux de surveillance"),
    (C::Scope, "scope", None, "covers|territory|perimetre|champ|territoire"),
    (C::OnDuty, "on_duty", Some(Rate), "on watch|officers on duty|officers on watch|on post|posts on watch|en poste|en service|agents en poste|agents en service"),
    (C::HoursPerDay, "hours_per_day", Some(Rate), "hours a day|daily hours|hours daily|heures par jour|heures jour"),
    (C::DaysPerWeek, "days_per_week", Some(Rate), "days a week|jours par semaine|jours semaine"),
    (C::VisitsPerMonth, "visits_per_month", Some(Rate), "visits a month|monthly visits|checks per month|visites par mois|controles par mois"),
    (C::HoursPerVisit, "hours_per_visit", Some(Rate), "hours a visit|visit hours|hours per check|heures par visite|heures par controle"),
    (C::OfficersPerVisit, "officers_per_visit", Some(Rate), "officers a visit|agents per visit|agents par visite|policiers par visite"),
    (C::SubjectsPerOfficer, "subjects_per_officer", Some(Rate), "caseload|cases per officer|suspects per officer|persons per officer|subjects per agent|sujets par agent|sujets par policier|personnes par agent|dossiers par agent"),
    (C::Basis, "basis", None, "base de calcul|counted as"),
    (C::NetHoursPerYear, "net_hours_per_year", Some(Rate), "net hours|net annual hours|annual net hours|net hours a year|hours per year|annual hours|working hours per year|productive hours|\
        productive hours per year|heures nettes par an|heures nettes|heures par an|heures annuelles|duree annuelle"),
    (C::HoursPerWeek, "hours_per_week", Some(Rate), "hours a week|weekly hours|contract hours|contract hours per week|heures par semaine|heures hebdomadaires|heures semaine|duree hebdomadaire"),
    (C::LeaveDays, "leave_days", Some(Rate), "leave|annual leave|days of leave|vacation days|holiday entitlement|conges|jours de conge|jours de conges"),
    (C::PublicHolidays, "public_holidays", Some(Rate), "public holiday|bank holidays|public holiday days|jours feries|feries"),
    (C::SickDays, "sick_days", Some(Rate), "sickness|sick leave|sickness days|days of sickness|jours de maladie|maladie|arrets maladie"),
    (C::TrainingDays, "training_days", Some(Rate), "training|days of training|jours de formation|formation"),
    (C::ShiftHours, "shift_hours", Some(Rate), "shift length|hours per shift|hours a shift|shift|heures par vacation|duree de vacation|heures par poste"),
    (C::Pool, "pool", None, "pools|service|agency|force|organisation|organization|department|direction|corps|organisme"),
    (C::Deployable, "deployable", Some(Share), "deployable share|share deployable|share on surveillance|surveillance share|part deployable|deployables|taux de deploiement|part affectee|part sur le terrain"),
    (C::Vacancy, "vacancy", Some(Share), "vacancies|vacancy rate|vacant|share vacant|taux de vacance|vacance|postes vacants"),
    (C::AttritionPerYear, "attrition_per_year", Some(Share), "attrition|attrition rate|annual attrition|annual attrition rate|yearly attrition|turnover|turnover rate|staff turnover|annual turnover|\
        leaving rate|annual leaving rate|share leaving|share leaving per year|share who leave|wastage|wastage rate|attrition annuelle|attrition par an|taux d attrition|\
        taux de depart|taux de departs|part des departs|taux de rotation|taux de rotation annuel|rotation annuelle"),
    (C::ReplacementMonths, "replacement_months", Some(Rate), "months to replace|months until replaced|months until replacement|months of replacement|months to fill|time to replace months|\
        time to fill months|replacement time months|mois de remplacement|mois pour remplacer|mois avant remplacement|remplacement mois|delai de remplacement mois"),
    (C::Counts, "counts", None, "counted|what is counted|count basis|measure|unite de compte|decompte"),
    (C::Intake, "intake", None, "intakes|cohort|cohorts|wave|recruitment wave|recruitment round|hiring round|plan d embauche|vague|vague de recrutement|promotion|cohorte"),
    (C::Announced, "announced", Some(Count), "announced posts|posts announced|posts promised|promised posts|new posts|posts created|created posts|extra posts|additional posts|planned posts|hires|new hires|planned hires|\
        recruits|recruitment|recruitments|new officers|extra officers|additional officers|annonces|annonce|postes annonces|postes crees|nouveaux postes|creations de postes|postes supplementaires|\
        embauches|embauches annoncees|embauches prevues|recrutements|recrutements annonces|recrutements prevus|recrues|effectifs annonces|renforts"),
    (C::From, "from", None, "from date|start|starts|start date|date from|begin|begins|first recruits|debut|a partir de|du|des le|date de debut"),
    (C::To, "to", None, "to date|end|ends|end date|date to|until|till|through|last recruits|fin|jusqu a|jusqu au|jusque|date de fin|au"),
    (C::Filled, "filled", Some(Share), "share filled|filled share|fill rate|share of posts filled|posts filled|realised|part pourvue|taux de remplissage|taux de realisation|postes pourvus|pourvus|pourvu"),
    (C::TrainingMonths, "training_months", Some(Rate), "months of training|months in training|training time months|training period months|training length months|training duration months|\
        mois de formation|mois en formation|formation mois|duree de formation mois|duree de la formation mois"),
    (C::TrainerShare, "trainer_share", Some(Part), "trainers per recruit|trainers per trainee|officers per recruit|share of a trainer|trainer ratio|trainers share|instructors per recruit|\
        formateurs par recrue|formateurs par eleve|formateur par recrue|part de formateur|part des formateurs|encadrement|encadrants par recrue|taux d encadrement"),
    (C::Assigned, "assigned", Some(Share), "assigned share|share assigned|assigned to surveillance|share assigned to surveillance|share to surveillance|part assignee|part affectee a la surveillance|\
        affectes a la surveillance|part des recrues affectee"),
    (C::Input, "input", None, "inputs|changes|parameter|variable|entree|parametre"),
    (C::Operation, "operation", None, "operator|op|change type|action"),
    (C::Value, "value", None, "values|amount|text|valeur|montant|texte"),
    (C::Date, "date", None, "dates|year|annee|month|mois|quarter|trimestre|period|periode"),
    (C::Between, "between", None, "interpolation|interpolated|in between|entre|entre deux dates|entre les dates"),
    (C::With, "with", None, "with input|other input|goes with|avec"),
    (C::RankCorrelation, "rank_correlation", Some(Number), "correlation|spearman|spearman correlation|rho|correlation de rang|correlation des rangs"),
    (C::Outcome, "outcome", None, "outcomes|result|output|resultat|sortie"),
    (C::Formula, "formula", None, "formulas|expression|calculation|formule|calcul"),
    (C::Unit, "unit", None, "units|unite|unites"),
    (C::Key, "key", None, "keys|cle|item|champ descriptif"),
    (C::Source, "source", None, "sources|reference|references|ref|document|origin|origine|provenance|citation"),
    (C::Url, "url", None, "link|links|web address|web page|website|lien|liens|adresse web|site|site web|uri"),
    (C::AsOf, "as_of", None, "as at|reference date|valid on|date de reference|date des donnees|en date du"),
    (C::Note, "note", None, "notes|comment|comments|remark|remarks|caveat|caveats|remarque|remarques|commentaire|commentaires|observation|observations|precision"),
    (C::MinimumShare, "minimum_share", Some(Share), "minimum|least share|share at least|at least watched|guaranteed share|part minimale|minimum a surveiller"),
    (C::FallbackRegimes, "fallback_regimes", None, "fallback regime|fallback|fallbacks|next regimes|other regimes|regimes de repli|regime de repli|repli"),
    (C::MostSubjects, "most_subjects", Some(Count), "cap|legal limit|limit|most persons|maximum subjects|max subjects|plafond|limite legale|maximum de sujets"),
    (C::Worth, "worth", Some(Share), "share of value|share of the value|part de la valeur"),
    (C::LossesPerYear, "losses_per_year", Some(Rate), "losses a year|losses of contact|losses of contact per year|contact lost per year|times lost per year|hand overs per year|handovers per year|\
        pertes par an|pertes de contact|pertes de contact par an"),
    (C::GapDays, "gap_days", Some(Rate), "days of gap|mean gap days|days out of contact|days without contact|jours sans contact|jours de perte de contact"),
    (C::WindowDays, "window_days", Some(Rate), "days of window|days in window|days kept up|length days|jours de la fenetre|fenetre jours"),
    (C::HoursInWindow, "hours_in_window", Some(Rate), "hours in the window|hours worked in the window|hours per officer in the window|heures dans la fenetre"),
    (C::HoursOn, "hours_on", Some(Rate), "hours on duty|hours on shift|heures de service|heures en service"),
    (C::HoursOff, "hours_off", Some(Rate), "hours off duty|hours of rest|rest hours|heures de repos"),
    (C::MeanLeadDays, "mean_lead_days", Some(Rate), "mean lead|average lead|average lead days|lead days|days of lead|mean days of lead|delai moyen jours|delai moyen avant l attaque"),
    (C::ReviewYears, "review_years", Some(Rate), "years between reviews|years between checks|review period years|check period years|revetting years|years of validity|\
        annees entre controles|annees entre deux controles|ans entre controles|ans entre deux controles"),
    (C::HoursPerReview, "hours_per_review", Some(Rate), "hours a review|review hours|hours per reviewed subject|heures par reexamen"),
    (C::FoundBetweenReviews, "found_between_reviews", Some(Share), "share found between reviews|found between checks|reported between reviews|trouves entre controles|part trouvee entre deux controles"),
    (C::YearsToFind, "years_to_find", Some(Rate), "years until found|years to report|annees avant decouverte|ans avant decouverte"),
    (C::AttackersShare, "attackers_share", Some(Share), "share of attackers|share of those who will attack|attacker share|part des attaquants|part des auteurs"),
    (C::Attackers, "attackers", Some(Count), "number attacking|those who will attack|attaquants|auteurs d attentat"),
    (C::NotListed, "not_listed", Some(Share), "share not listed|share on no list|on no list|unlisted|non inscrits|part non inscrite|sur aucune liste"),
    (C::Channel, "channel", None, "channels|warning channel|canal|canaux|voie"),
    (C::Sent, "sent", Some(Share), "share sent|passed on|transmis|part transmise|envoye"),
    (C::Received, "received", Some(Share), "share received|recu|part recue"),
    (C::Matched, "matched", Some(Share), "share matched|put to the right person|rapproche|part rapprochee"),
    (C::ActedOn, "acted_on", Some(Share), "share acted on|followed up|suivi d effet|suivie d effet"),
    (C::Alike, "alike", Some(Count), "channels alike|such channels|number alike|canaux semblables|semblables"),
];

/// Number of columns there are: the length of a table that says where each stands.
pub(super) const COLUMN_COUNT: usize = COLUMNS.len();

impl Column {
    pub(super) fn facts(self) -> &'static ColumnFacts {
        &COLUMNS[self as usize]
    }

    /// The header it is documented under.
    pub fn key(self) -> &'static str {
        self.facts().1
    }

    /// What a change to an input of this column is read as: numbers, and the `value` of a tier.
    pub fn input_kind(self) -> Option<CellKind> {
        self.kind().or((self == C::Value).then_some(Rate))
    }

    /// What its cells hold, or `None` for words.
    pub fn kind(self) -> Option<CellKind> {
        self.facts().2
    }
}

/// The column a header means in any table.
pub(super) fn any_column(header: &str) -> Option<Column> {
    match meaning(header)? {
        Meaning::Column(column) => Some(column),
        Meaning::Naming | Meaning::Personal => None,
    }
}

/// The column with exactly this key, as in an input's name.
pub(super) fn column_of_key(key: &str) -> Option<Column> {
    COLUMNS.iter().find(|facts| facts.1 == key).map(|facts| facts.0)
}

/// What a header's folded text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Column(Column),
    /// The name of a row, whatever the table.
    Naming,
    /// Something about single people.
    Personal,
}

/// Every header there is, folded.
static MEANINGS: LazyLock<HashMap<Cow<'static, str>, Meaning>> = LazyLock::new(|| {
    let keys = COLUMNS.iter().map(|facts| (Cow::from(facts.1.replace('_', " ")), Meaning::Column(facts.0)));
    let others = COLUMNS.iter().flat_map(|facts| names(facts.3, Meaning::Column(facts.0)));
    let words = names(NAMING, Meaning::Naming).chain(names(PERSONAL, Meaning::Personal));
    words.chain(others).chain(keys).collect()
});

fn names(list: &'static str, meaning: Meaning) -> impl Iterator<Item = (Cow<'static, str>, Meaning)> {
    list.split('|').map(move |name| (Cow::from(name), meaning))
}

pub(super) fn meaning(header: &str) -> Option<Meaning> {
    let folded = fold(header);
    // `training (months)` is not the `training` that is counted in days.
    let timed = time_unit(header)
        .into_iter()
        .flatten()
        .find_map(|unit| MEANINGS.get(format!("{folded} {unit}").as_str()).copied());
    timed.or_else(|| untimed(&folded))
}

fn untimed(folded: &str) -> Option<Meaning> {
    MEANINGS.get(folded).or_else(|| MEANINGS.get(without_counting_words(folded))).copied()
}

/// Whether a header is one that a table has, or one that is refused as personal.
pub(super) fn is_known(header: &str) -> bool {
    // Headers start with a letter, as most cells of numbers do not.
    header.starts_with(|c: char| !c.is_ascii_digit()) && meaning(header).is_some()
}

/// `number of subjects` and `nombre de sujets` say no more than `subjects`.
fn without_counting_words(folded: &str) -> &str {
    ["number of ", "no of ", "nombre de ", "nombre d ", "nb de ", "nb ", "count of "]
        .iter()
        .find_map(|prefix| folded.strip_prefix(prefix))
        .unwrap_or(folded)
}

const PERSONAL: &str = "surname|last name|lastname|family name|first name|firstname|given name|forename|middle name|full name|alias|maiden name|\
    birth|birthday|date of birth|birth date|birthdate|dob|place of birth|birthplace|age|sex|gender|nationality|religion|ethnicity|\
    passport|passport number|passport no|id number|id card|identity card|identity number|national id|national insurance number|social security number|ssn|\
    driving licence|licence plate|address|home address|street|postcode|postal address|phone|phone number|telephone|mobile|mobile number|email|e mail|email address|\
    photo|photograph|nom|noms|nom de famille|nom complet|prenom|prenoms|nom et prenom|nom prenom|date de naissance|naissance|ne le|lieu de naissance|\
    nationalite|sexe|adresse|adresse postale|domicile|rue|code postal|telephone portable|portable|courriel|mail|numero de passeport|passeport|\
    carte d identite|numero d identite|numero de securite sociale|date naissance";

/// Whether a header is one of a list of people.
pub(super) fn is_personal(header: &str) -> bool {
    meaning(header) == Some(Meaning::Personal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stand_at_the_place_of_their_column() {
        for (index, facts) in COLUMNS.iter().enumerate() {
            assert_eq!(facts.0 as usize, index, "{}", facts.1);
        }
    }

    #[test]
    fn no_name_means_two_columns() {
        let mut seen = std::collections::BTreeMap::new();
        for (column, key, _, synonyms) in &COLUMNS {
            let key = key.replace('_', " ");
            for name in synonyms.split('|').chain([key.as_str()]) {
                assert_eq!(name, fold(name), "a name that no header folds to");
                assert_eq!(seen.insert(name.to_owned(), *column as u8), None, "{name} means two columns");
                assert!(!is_personal(name), "{name} is refused as personal");
            }
        }
    }

    #[test]
    fn headers_are_known_in_any_dress() {
        for header in
            ["Officers per Subject", "OFFICERS_PER_SUBJECT", "officers/subject", "agents par sujet", "Ratio"]
        {
            assert_eq!(any_column(header), Some(Column::OfficersPerSubject), "{header}");
        }
        for header in ["Effectif (ETP)", "staff", "Headcount", "Number of officers", "officers [FTE]"] {
            assert_eq!(any_column(header), Some(Column::Officers), "{header}");
        }
        for header in ["sujets", "Nombre de personnes", "SUSPECTS", "\u{feff}subjects"] {
            assert_eq!(any_column(header), Some(Column::Subjects), "{header}");
        }
        assert_eq!(any_column("Pe\u{301}rime\u{300}tre"), Some(Column::Scope));
    }

    #[test]
    fn words_of_hires_are_known_in_english_and_french() {
        let cases = [
            ("Posts announced", Column::Announced),
            ("Nombre de postes annoncés", Column::Announced),
            ("embauches", Column::Announced),
            ("Training (months)", Column::TrainingMonths),
            ("Durée de formation (mois)", Column::TrainingMonths),
            ("training", Column::TrainingDays),
            ("Formation (jours)", Column::TrainingDays),
            ("Leaving rate", Column::AttritionPerYear),
            ("Taux de départ", Column::AttritionPerYear),
            ("Délai de remplacement (mois)", Column::ReplacementMonths),
            ("fin", Column::To),
            ("début", Column::From),
            ("formateurs par recrue", Column::TrainerShare),
        ];
        for (header, column) in cases {
            assert_eq!(any_column(header), Some(column), "{header}");
        }
    }

    #[test]
    fn columns_of_people_are_personal() {
        for header in ["Surname", "Prénom", "date de naissance", "NOM", "Passport no.", "e-mail", "Adresse"]
        {
            assert!(is_personal(header), "{header}");
        }
        assert!(!is_personal("name") && !is_personal("web address"));
    }
}
