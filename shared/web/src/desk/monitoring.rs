//! The figures of a period, and of the one before it.

use std::collections::BTreeMap;

use waybill_domain::attention::Rule;
use waybill_lambda::{Answer, CountView, MonitoringView, Problem, find_figures, find_figures_before};
use waybill_pages::desk::monitoring::{Day, Figure, MonitoringPage};

use super::looked::wrong;
use super::visit::Visit;

pub(super) async fn monitoring(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let desk = visit.desk();
    let (view, problem) = match find_figures(visit.sight(), visit.address.query().to_vec()).await {
        Err(Problem::PlanRequired) => return Ok(visit.answer(MonitoringPage::without_plan(&desk))),
        // A period that cannot be shown is said to be one, above the last week's.
        Err(problem @ Problem::Invalid { .. }) => {
            (find_figures(visit.sight(), Vec::new()).await?, Some(wrong(&problem)))
        }
        found => (found?, None),
    };
    let before = find_figures_before(visit.sight(), &view).await?;
    let sums = [before.placed, before.fulfilled, before.delivered].map(|sum| u64::try_from(sum).unwrap_or(0));
    Ok(visit.answer(shown(view, sums, problem).render(&desk)))
}

fn shown(view: MonitoringView, before: [u64; 3], problem: Option<String>) -> MonitoringPage {
    let day = |day: waybill_lambda::DayView| Day {
        date: day.date,
        figures: [&day.placed, &day.fulfilled, &day.delivered].map(figure),
    };
    MonitoringPage {
        period: (view.from, view.to),
        placed: figure(&view.placed),
        fulfilled: figure(&view.fulfilled),
        delivered: figure(&view.delivered),
        before,
        not_delivered: figure(&view.not_delivered),
        by_status: view
            .by_tracking_status
            .into_iter()
            .map(|(status, count)| (status, figure(&count)))
            .collect::<BTreeMap<_, _>>(),
        attention: vec![
            (Rule::P7, figure(&view.attention.p7)),
            (Rule::P6, figure(&view.attention.p6)),
            (Rule::P8, figure(&view.attention.p8)),
        ],
        days: view.days.into_iter().map(day).collect(),
        rebuilding: view.rebuilding.map(|rebuilding| rebuilding.counted),
        problem,
    }
}

/// A count, and its list on the desk: asked for as the API asks.
fn figure(count: &CountView) -> Figure {
    Figure { count: count.count, more: count.more, orders: format!("/desk{}", count.orders) }
}
