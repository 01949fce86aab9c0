/**
 * The whole page: what is broken, who did it, and everything that can be switched.
 */
import { useCallback, useEffect, useMemo, useState } from '@wordpress/element';
import type { State } from '../../contract/types';
import type { Boot } from '../boot';
import type { Connection } from '../connect';
import { useChange } from '../hooks/useChange';
import { useFrontPage } from '../hooks/useFrontPage';
import { useSearch } from '../hooks/useSearch';
import { ChangeDialog } from './ChangeDialog';
import { Changes } from './Changes';
import { FrontPageSection } from './FrontPageSection';
import { GuardNotice } from './GuardNotice';
import { LayersPart } from './LayersPart';
import { PluginTable } from './PluginTable';
import { SearchSection } from './SearchSection';
import { ThemeSwitch } from './ThemeSwitch';

interface Props {
	boot: Boot;
	connection: Connection;
	state: State;
	onState: ( state: State ) => void;
}

export function Dashboard( { boot, connection, state, onState }: Props ) {
	const prober = useMemo( () => connection.prober(), [ connection ] );
	const page = useFrontPage( state, prober, connection.client, onState );
	const search = useSearch( connection, state, onState );
	const change = useChange( connection.client, state, onState );
	const [ chosen, setChosen ] = useState< ReadonlySet< string > >(
		new Set()
	);
	const { phase } = change;
	const switched = phase.step === 'done' && phase.origin === 'plugins';
	useEffect( () => {
		if ( switched ) {
			// Still chosen, they would be one press away from being switched back.
			setChosen( new Set() );
		}
	}, [ switched, phase ] );

	const locked = search.phase.step === 'running';

	const choose = useCallback( ( plugins: string[] ) => {
		setChosen( new Set( plugins ) );
		document.getElementById( 'culprit-plugins' )?.focus();
	}, [] );

	return (
		<div className="culprit">
			<GuardNotice guard={ state.guard } />
			<FrontPageSection
				state={ state }
				page={ page }
				search={ search }
				home={ boot.home }
				busy={ change.phase.step === 'working' }
			/>
			<SearchSection
				state={ state }
				search={ search }
				change={ change }
				themesUrl={ boot.themesUrl }
				onChoose={ choose }
			/>
			<LayersPart
				connection={ connection }
				state={ state }
				boot={ boot }
				onState={ onState }
				busy={ locked || change.phase.step === 'working' }
			/>
			<PluginTable
				state={ state }
				change={ change }
				locked={ locked }
				chosen={ chosen }
				onChoose={ setChosen }
			/>
			<ThemeSwitch
				state={ state }
				change={ change }
				themesUrl={ boot.themesUrl }
				locked={ locked }
			/>
			<Changes state={ state } change={ change } locked={ locked } />
			<ChangeDialog state={ state } change={ change } />
		</div>
	);
}
